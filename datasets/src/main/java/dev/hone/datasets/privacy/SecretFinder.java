package dev.hone.datasets.privacy;

import dev.hone.protocol.PersonalDataKind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Keys and tokens by the forms that their issuers document. Every form has a literal beginning,
/// and only where that stands is a pattern tried.
final class SecretFinder implements Finder {
    private record Form(String beginning, Pattern pattern) {
        static Form of(String beginning, String rest) {
            return new Form(beginning, Pattern.compile(Pattern.quote(beginning) + rest));
        }
    }

    private static final String WORD = "[A-Za-z0-9_-]";

    private static final List<Form> FORMS =
            List.of(
                    Form.of("AKIA", "[A-Z0-9]{16}+(?![A-Z0-9])"),
                    Form.of("ASIA", "[A-Z0-9]{16}+(?![A-Z0-9])"),
                    Form.of("AIza", WORD + "{35}+"),
                    Form.of("ghp_", "[A-Za-z0-9]{36}+"),
                    Form.of("gho_", "[A-Za-z0-9]{36}+"),
                    Form.of("ghu_", "[A-Za-z0-9]{36}+"),
                    Form.of("ghs_", "[A-Za-z0-9]{36}+"),
                    Form.of("ghr_", "[A-Za-z0-9]{36}+"),
                    Form.of("github_pat_", "[A-Za-z0-9_]{50,100}+"),
                    Form.of("glpat-", WORD + "{20,64}+"),
                    Form.of("hf_", "[A-Za-z0-9]{34}+"),
                    Form.of("npm_", "[A-Za-z0-9]{36}+"),
                    Form.of("sk-", WORD + "{20,200}+"),
                    Form.of("sk_live_", "[A-Za-z0-9]{16,128}+"),
                    Form.of("rk_live_", "[A-Za-z0-9]{16,128}+"),
                    Form.of("xoxb-", "[A-Za-z0-9-]{20,200}+"),
                    Form.of("xoxp-", "[A-Za-z0-9-]{20,200}+"),
                    Form.of("xapp-", "[A-Za-z0-9-]{20,200}+"),
                    Form.of("whsec_", "[A-Za-z0-9+/=]{24,128}+"),
                    Form.of(
                            "eyJ",
                            WORD + "{8,4096}+\\.eyJ" + WORD + "{8,4096}+\\." + WORD + "{16,1024}+"),
                    Form.of(
                            "-----BEGIN ",
                            "[A-Z0-9 ]{0,32}PRIVATE KEY-----(?:[^-]{0,16384}+-----END [A-Z0-9 ]{0,32}PRIVATE KEY-----)?"));

    @Override
    public List<Sensitive> find(String text) {
        var found = new ArrayList<Sensitive>();
        for (Form form : FORMS) {
            int at = text.indexOf(form.beginning());
            while (at >= 0) {
                int end = end(form, text, at);
                if (end > at) {
                    found.add(new Sensitive(PersonalDataKind.SECRET, at, end));
                }
                at = text.indexOf(form.beginning(), Math.max(end, at + 1));
            }
        }
        return found;
    }

    /// Where the secret that begins at `at` ends, `at` if there is none.
    private static int end(Form form, String text, int at) {
        if (!Digits.isStart(text, at)) {
            return at;
        }
        var matcher = form.pattern().matcher(text).region(at, text.length());
        return matcher.lookingAt() ? matcher.end() : at;
    }
}
