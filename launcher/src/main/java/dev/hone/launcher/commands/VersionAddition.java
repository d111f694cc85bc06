package dev.hone.launcher.commands;

import static dev.hone.launcher.commands.JsonText.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hone.launcher.client.ClientException;
import dev.hone.launcher.client.HoneClient;
import dev.hone.launcher.terminal.Terminal;
import java.io.IOException;

/// Makes a file the next version of a dataset. A file that was uploaded for it stays only if it
/// becomes one.
final class VersionAddition {
    private final HoneClient client;
    private final Terminal people;

    VersionAddition(HoneClient client, Terminal people) {
        this.client = client;
        this.people = people;
    }

    JsonNode add(String name, String file) throws IOException {
        var uploads = new Uploads(client, people);
        var body = JsonNodeFactory.instance.objectNode();
        var version =
                uploads.undoIfRefused(() -> {
                    body.put("file", uploads.id(file));
                    return post(name, body);
                });
        var id = text(version.path("id"));
        if (body.path("file").equals(version.path("file"))) {
            people.line("added " + id);
        } else {
            people.line("the rows are those of %s: no new version".formatted(id));
            uploads.takeBack();
        }
        return version;
    }

    /// A dataset that was created for a refused file goes again.
    private JsonNode post(String name, ObjectNode body) {
        var path = VersionPath.dataset(name);
        if (client.find(path).isPresent()) {
            return client.post(path + "/versions", body);
        }
        client.post("/v1/datasets", JsonNodeFactory.instance.objectNode().put("name", name));
        try {
            var version = client.post(path + "/versions", body);
            people.line("created dataset " + name);
            return version;
        } catch (ClientException.Refused refused) {
            client.delete(path);
            throw refused;
        }
    }
}
