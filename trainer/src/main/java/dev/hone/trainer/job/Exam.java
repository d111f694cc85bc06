package dev.hone.trainer.job;

import dev.hone.datasets.tokens.ChatTokenizer;
import dev.hone.protocol.EvaluationReport;
import dev.hone.trainer.recipe.Evaluation;
import java.util.ArrayList;
import java.util.List;

/// Puts the held-out questions to base and adapter; both answer greedily.
final class Exam {
    /// Answered between two looks at the stop signal: some seconds on a small machine.
    private static final int AT_ONCE = 128;

    private final List<Question> questions;
    private final int maxNewTokens;
    private final ChatTokenizer tokenizer;
    private final RunningJob job;

    Exam(List<Question> questions, int maxNewTokens, ChatTokenizer tokenizer, RunningJob job) {
        this.questions = List.copyOf(questions);
        this.maxNewTokens = maxNewTokens;
        this.tokenizer = tokenizer;
        this.job = job;
    }

    EvaluationReport report(Evaluation base, Evaluation adapter) {
        job.info("Base and adapter answer %d held-out rows.".formatted(questions.size()));
        var baseAnswers = answers(base);
        var adapterAnswers = answers(adapter);
        var rows = new ArrayList<EvaluationReport.Row>();
        for (int i = 0; i < questions.size(); i++) {
            rows.add(row(questions.get(i), baseAnswers.get(i), adapterAnswers.get(i)));
        }
        return new EvaluationReport(
                rows.size(),
                (int) rows.stream().filter(EvaluationReport.Row::baseExact).count(),
                (int) rows.stream().filter(EvaluationReport.Row::adapterExact).count(),
                rows);
    }

    private List<String> answers(Evaluation model) {
        var answers = new ArrayList<String>();
        for (int from = 0; from < questions.size(); from += AT_ONCE) {
            job.stop().check();
            int to = Math.min(questions.size(), from + AT_ONCE);
            var prompts = questions.subList(from, to).stream().map(Question::prompt).toList();
            for (var ids : model.answers(prompts, tokenizer.stopTokens(), maxNewTokens)) {
                answers.add(tokenizer.decode(ids));
            }
        }
        return answers;
    }

    private static EvaluationReport.Row row(Question question, String base, String adapter) {
        return new EvaluationReport.Row(
                question.line(),
                question.asked(),
                question.expected(),
                base,
                adapter,
                ExactAnswer.matches(question.expected(), base),
                ExactAnswer.matches(question.expected(), adapter));
    }
}
