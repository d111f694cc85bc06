package dev.hone.datasets.content;

import dev.hone.datasets.sample.ChatMessage;
import dev.hone.datasets.sample.Sample;
import java.util.List;

/// Turns of one speaker behind each other. The reader lets them pass, some templates refuse them.
final class RoleLook implements Look {
    private final InEachFile found = InEachFile.of(ContentCode.REPEATED_ROLE);

    @Override
    public void see(ContentRow row) {
        var messages =
                switch (row.sample()) {
                    case Sample.Chat chat -> chat.messages();
                    case Sample.Preference preference -> preference.prompt();
                    case Sample.Completion _, Sample.Text _, Sample.TextPreference _ ->
                            List.<ChatMessage>of();
                };
        for (int index = 1; index < messages.size(); index++) {
            var role = messages.get(index).role();
            // Several tools may answer one turn.
            if (!role.equals(ChatMessage.TOOL) && role.equals(messages.get(index - 1).role())) {
                found.of(row.file())
                        .add(
                                row.line(),
                                null,
                                "messages[%d] and messages[%d] are both of the %s"
                                        .formatted(index - 1, index, role));
                return;
            }
        }
    }

    @Override
    public List<ContentFinding> findings() {
        return found.findings(RoleLook::message);
    }

    private static String message(long rows) {
        return ("rows where one speaker has two turns in a row: %d. User and assistant should take"
                        + " turns: put both texts into one message, or add the turn between them")
                .formatted(rows);
    }
}
