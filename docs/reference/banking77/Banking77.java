import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/// Turns the Banking77 CSV files (columns text, category) into chat rows for a fine-tune.
///
///     java docs/reference/banking77/Banking77.java train.csv train.jsonl
void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
        IO.println("usage: java Banking77.java IN.csv OUT.jsonl");
        return;
    }
    var rows = new ArrayList<String>();
    for (var cells : csv(Files.readString(Path.of(arguments[0])))) {
        rows.add(
                "{\"messages\":[{\"role\":\"user\",\"content\":%s},{\"role\":\"assistant\",\"content\":%s}]}"
                        .formatted(quoted(cells.get(0).strip()), quoted(cells.get(1))));
    }
    Files.write(Path.of(arguments[1]), rows.subList(1, rows.size()));
}

/// RFC 4180: quoted cells may hold commas, line breaks and doubled quotes.
ArrayList<ArrayList<String>> csv(String text) {
    var rows = new ArrayList<ArrayList<String>>();
    var row = new ArrayList<String>();
    var cell = new StringBuilder();
    var quoted = false;
    for (var at = 0; at < text.length(); at++) {
        var character = text.charAt(at);
        if (quoted && character == '"' && at + 1 < text.length() && text.charAt(at + 1) == '"') {
            cell.append('"');
            at++;
        } else if (character == '"') {
            quoted = !quoted;
        } else if (!quoted && (character == ',' || character == '\n')) {
            row.add(cell.toString());
            cell.setLength(0);
            if (character == '\n') {
                rows.add(row);
                row = new ArrayList<>();
            }
        } else if (quoted || character != '\r') {
            cell.append(character);
        }
    }
    if (!row.isEmpty()) {
        row.add(cell.toString());
        rows.add(row);
    }
    return rows;
}

String quoted(String text) {
    return '"'
            + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\R", " ").replace("\t", " ")
            + '"';
}
