package dev.hone.datasets.privacy;

import dev.hone.protocol.PersonalDataKind;
import java.util.ArrayList;
import java.util.List;

/// Addresses as people write them: a plain local part, and a domain of at least two labels. Quoted
/// local parts and bare host names are left alone.
final class EmailFinder implements Finder {
    private static final int LONGEST_LOCAL_PART = 64;
    private static final int LONGEST_DOMAIN = 253;

    @Override
    public List<Sensitive> find(String text) {
        var found = new ArrayList<Sensitive>();
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            int start = localPart(text, at);
            int end = domain(text, at + 1);
            if (start < at && end > at + 1) {
                found.add(new Sensitive(PersonalDataKind.EMAIL, start, end));
            }
        }
        return found;
    }

    /// Where the local part before `at` begins; `at` if there is none.
    private static int localPart(String text, int at) {
        int start = at;
        while (start > 0 && at - start < LONGEST_LOCAL_PART && isLocal(text.charAt(start - 1))) {
            start--;
        }
        while (start < at && text.charAt(start) == '.') {
            start++;
        }
        return start < at && text.charAt(at - 1) != '.' ? start : at;
    }

    /// Where the domain that begins at `from` ends; `from` if there is none.
    private static int domain(String text, int from) {
        int end = from;
        int lastDot = -1;
        while (end < text.length() && end - from < LONGEST_DOMAIN) {
            char character = text.charAt(end);
            boolean dot = character == '.' && end > from && text.charAt(end - 1) != '.';
            if (!dot && !Character.isLetterOrDigit(character) && character != '-') {
                break;
            }
            lastDot = dot ? end : lastDot;
            end++;
        }
        while (end > from && !Character.isLetterOrDigit(text.charAt(end - 1))) {
            end--; // the full stop behind an address ends a sentence
        }
        lastDot = lastDot >= end ? text.lastIndexOf('.', end - 1) : lastDot;
        boolean topLevel = lastDot > from && end - lastDot > 2;
        return topLevel && text.substring(lastDot + 1, end).chars().allMatch(Character::isLetter)
                ? end
                : from;
    }

    private static boolean isLocal(char character) {
        return Character.isLetterOrDigit(character)
                || ".!#$%&'*+/=?^_`{|}~-".indexOf(character) >= 0;
    }
}
