package dev.hone.api.files;

import static dev.hone.api.testing.Calls.asUser;
import static dev.hone.api.testing.Calls.dataset;
import static dev.hone.api.testing.Calls.upload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import dev.hone.api.testing.Platform;
import dev.hone.api.testing.Samples;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Platform.class)
class FilesTest {
    @Test
    void anUploadAnswersOpenAisObjectWithOurReport() {
        var content = Samples.chats(3);

        asUser().multiPart("purpose", "fine-tune")
                .multiPart("file", "tickets.jsonl", content.getBytes(StandardCharsets.UTF_8))
                .post("/v1/files")
                .then()
                .statusCode(200)
                .body("id", matchesPattern("file-[A-Za-z0-9]{24}"))
                .body("object", equalTo("file"))
                .body("bytes", equalTo(content.length()))
                .body("created_at", org.hamcrest.Matchers.instanceOf(Integer.class))
                .body("filename", equalTo("tickets.jsonl"))
                .body("purpose", equalTo("fine-tune"))
                .body("status", equalTo("processed"))
                .body("x_hone.report.rows", equalTo(3))
                .body("x_hone.report.usable_rows", equalTo(3))
                .body("x_hone.report.findings", hasSize(0));
    }

    @Test
    void theBytesComeBackAsTheyWent() {
        var content = Samples.chats(50);
        var id = upload("tickets.jsonl", content);

        var answer = asUser().get("/v1/files/%s/content".formatted(id));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asString()).isEqualTo(content);
        assertThat(answer.header("Content-Length")).isEqualTo(String.valueOf(content.length()));
        assertThat(answer.header("Content-Disposition")).contains("tickets.jsonl");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void aPartOfTheBytesIsAPart() {
        var content = Samples.chats(50);
        var path = "/v1/files/%s/content".formatted(upload("tickets.jsonl", content));

        var part = asUser().header("Range", "bytes=10-19").get(path);
        var behind = asUser().header("Range", "bytes=%d-".formatted(content.length())).get(path);

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.asString()).isEqualTo(content.substring(10, 20));
        assertThat(part.header("Content-Range"))
                .isEqualTo("bytes 10-19/%d".formatted(content.length()));
        assertThat(behind.statusCode()).isEqualTo(416);
        assertThat(behind.header("Content-Range")).isEqualTo("bytes */" + content.length());
    }

    @Test
    void aListIsReadPageByPageUntilAPageIsEmpty() {
        var ids = List.of(dataset(1), dataset(2), dataset(3));

        var seen = new ArrayList<String>();
        var after = "";
        while (true) {
            var page = asUser().get("/v1/files?limit=2" + after);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.<String>path("object")).isEqualTo("list");
            List<String> data = page.path("data.id");
            seen.addAll(data);
            if (data.isEmpty()) {
                assertThat(page.<Boolean>path("has_more")).isFalse();
                assertThat(page.<String>path("last_id")).isEmpty();
                break;
            }
            assertThat(page.<String>path("first_id")).isEqualTo(data.getFirst());
            assertThat(page.<String>path("last_id")).isEqualTo(data.getLast());
            after = "&after=" + data.getLast();
        }

        assertThat(seen).doesNotHaveDuplicates().containsSubsequence(ids.reversed());
    }

    @Test
    void aListCanStartWithTheOldest() {
        var ids = List.of(dataset(1), dataset(2));

        List<String> oldestFirst = asUser().get("/v1/files?order=asc").path("data.id");

        assertThat(oldestFirst).containsSubsequence(ids);
        asUser().get("/v1/files?order=up")
                .then()
                .statusCode(400)
                .body("error.param", equalTo("order"))
                .body("error.message", containsString("\"up\""));
    }

    @Test
    void aListCanBeNarrowedToAPurpose() {
        dataset(1);

        asUser().get("/v1/files?purpose=fine-tune-results")
                .then()
                .body(
                        "data.purpose",
                        org.hamcrest.Matchers.everyItem(equalTo("fine-tune-results")));
        asUser().get("/v1/files?purpose=fine-tune")
                .then()
                .body("data.purpose", hasItems("fine-tune"));
    }

    @Test
    void aDeletedFileIsGone() {
        var id = dataset(1);

        asUser().delete("/v1/files/" + id)
                .then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("object", equalTo("file"))
                .body("deleted", equalTo(true));

        asUser().get("/v1/files/" + id)
                .then()
                .statusCode(404)
                .body("error.code", equalTo("file_not_found"))
                .body("error.message", containsString(id))
                .body("error.param", nullValue());
        asUser().get("/v1/files/%s/content".formatted(id)).then().statusCode(404);
        asUser().delete("/v1/files/" + id).then().statusCode(404);
    }

    @Test
    void aBadRowIsNamedByItsLine() {
        var id = upload("bad.jsonl", Samples.chats(2) + "{\"messages\": [}\n" + Samples.chats(1));

        asUser().get("/v1/files/" + id)
                .then()
                .body("status", equalTo("processed"))
                .body("x_hone.report.rows", equalTo(4))
                .body("x_hone.report.usable_rows", equalTo(3))
                .body("x_hone.report.findings_total", equalTo(1))
                .body("x_hone.report.findings[0].line", equalTo(3));
    }

    @Test
    void aFileWithoutAUsableRowIsAnError() {
        var id = upload("bad.jsonl", "no json\n");

        asUser().get("/v1/files/" + id)
                .then()
                .body("status", equalTo("error"))
                .body("status_details", containsString("line 1"));
    }

    @Test
    void allThatIsMissingInAnUploadIsNamed() {
        asUser().multiPart("nothing", "nothing")
                .post("/v1/files")
                .then()
                .statusCode(400)
                .body("errors.param", equalTo(List.of("file", "purpose")));
        asUser().multiPart("purpose", "fun")
                .multiPart("file", "a.jsonl", new byte[] {1})
                .post("/v1/files")
                .then()
                .statusCode(400)
                .body("error.param", equalTo("purpose"))
                .body("error.message", containsString("\"fun\""));
    }

    @Test
    void aPackedTableIsReadWithTheColumnsThatItsUploadNames() throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write("nr;frage;antwort\n1;a;b\n2;c;\n".getBytes(StandardCharsets.UTF_8));
        }

        asUser().multiPart("purpose", "fine-tune")
                .multiPart("file", "rows.csv.gz", packed.toByteArray())
                .multiPart(
                        "x_hone", "{\"columns\":{\"prompt\":\"frage\",\"completion\":\"antwort\"}}")
                .post("/v1/files")
                .then()
                .statusCode(200)
                .body("x_hone.report.format.compression", equalTo("gzip"))
                .body("x_hone.report.format.container", equalTo("csv"))
                .body("x_hone.report.format.shape", equalTo("completion"))
                .body("x_hone.report.format.columns.prompt", equalTo("frage"))
                .body("x_hone.report.usable_rows", equalTo(1))
                .body("x_hone.report.findings[0].code", equalTo("empty_field"))
                .body("x_hone.report.findings[0].line", equalTo(3))
                .body("x_hone.report.findings[0].byte_offset", equalTo(23))
                .body("x_hone.report.findings[0].field", equalTo("completion"));
    }

    @Test
    void allThatIsWrongWithAGivenFormatIsToldTogether() {
        List<String> wrong =
                asUser().multiPart("purpose", "fine-tune")
                        .multiPart(
                                "file",
                                "rows.jsonl",
                                Samples.chats(1).getBytes(StandardCharsets.UTF_8))
                        .multiPart(
                                "x_hone", "{\"shape\":\"dpo\",\"columns\":[],\"delimiter\":\";\"}")
                        .post("/v1/files")
                        .then()
                        .statusCode(400)
                        .body("error.code", equalTo("unknown_parameter"))
                        .body("errors[1].message", containsString("chat, completion, alpaca"))
                        .extract()
                        .path("errors.param");

        assertThat(wrong).containsExactly("x_hone.delimiter", "x_hone.shape", "x_hone.columns");
        asUser().multiPart("purpose", "fine-tune")
                .multiPart("file", "rows.jsonl", Samples.chats(1).getBytes(StandardCharsets.UTF_8))
                .multiPart("x_hone", "csv")
                .post("/v1/files")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("invalid_format"));
    }
}
