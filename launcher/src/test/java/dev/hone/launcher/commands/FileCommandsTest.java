package dev.hone.launcher.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class FileCommandsTest extends CommandsFixture {
    private static final String ABSENT_HASH = "0".repeat(64);

    @Test
    void idsWithColonsAndSlashesAreOnePathSegment() {
        hone.on("DELETE /v1/models/ft%3Ahone%2Fnano", 200, "{\"deleted\":true}");

        assertThat(run("models", "delete", "ft:hone/nano").exitCode()).isZero();
    }

    @Test
    void aPulledModelIsVerified() throws Exception {
        var target = directory.resolve("adapter");
        hone.on(
                        "GET /v1/models/m/files",
                        200,
                        "{\"data\":[{\"path\":\"a/b.bin\",\"bytes\":3,\"sha256\":\""
                                + "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
                                + "\"}]}")
                .on("GET /v1/models/m/files/a/b.bin", 200, "abc");

        assertThat(run("models", "pull", "m", target.toString()).exitCode()).isZero();
        assertThat(target.resolve("a/b.bin")).hasContent("abc");
        assertThat(run("models", "pull", "m", target.toString()).err()).contains("exists already");
    }

    @Test
    void aDamagedModelLeavesNothing() {
        var target = directory.resolve("adapter");
        hone.on(
                        "GET /v1/models/m/files",
                        200,
                        "{\"data\":[{\"path\":\"b.bin\",\"bytes\":3,\"sha256\":\""
                                + ABSENT_HASH
                                + "\"}]}")
                .on("GET /v1/models/m/files/b.bin", 200, "abc");

        var result = run("models", "pull", "m", target.toString());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("arrived damaged");
        assertThat(directory).isDirectoryNotContaining("glob:**adapter*");
    }

    @Test
    void aServerCannotWriteOutsideTheDirectory() {
        hone.on(
                "GET /v1/models/m/files",
                200,
                "{\"data\":[{\"path\":\"../evil\",\"bytes\":3,\"sha256\":\""
                        + ABSENT_HASH
                        + "\"}]}");

        var result = run("models", "pull", "m", directory.resolve("adapter").toString());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("outside the model");
        assertThat(directory.resolve("evil")).doesNotExist();
    }

    @Test
    void anImportSendsEveryFileUnderItsRelativePath() throws Exception {
        var model = Files.createDirectories(directory.resolve("my-model/sub"));
        Files.writeString(model.resolve("b.json"), "{}");
        Files.writeString(Files.createDirectory(model.resolveSibling(".cache")).resolve("x"), "x");
        Files.writeString(model.resolveSibling("config.json"), "{\"a\":1}");
        hone.on("POST /v1/models/import", 200, "{\"id\":\"my-model\"}");

        var result = run("models", "import", directory.resolve("my-model").toString());

        assertThat(result.exitCode()).isZero();
        assertThat(hone.requests().getFirst().body())
                .contains(
                        "name=\"name\"\r\n\r\nmy-model",
                        "filename=\"config.json\"",
                        "filename=\"sub/b.json\"");
    }

    @Test
    void findingsOfAnUploadAreShownWithTheirLines() {
        hone.on(
                "POST /v1/files",
                200,
                """
                {"id":"file-1","x_hone":{"report":{"rows":2,"usable_rows":1,
                 "findings":[{"code":"not_json","line":2,"message":"expected a JSON object"}]}}}
                """);

        var result = run("files", "upload", directory.resolve("train.jsonl").toString());

        assertThat(result.out())
                .contains("2 rows, 1 usable", "line 2: expected a JSON object")
                .contains("./hone files delete file-1");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void aFileWhoseEveryRowIsSoundMayBeUselessAsAWhole() {
        hone.on(
                "POST /v1/files",
                200,
                """
                {"id":"file-1","x_hone":{"report":{"rows":0,"usable_rows":0,
                 "findings":[{"code":"empty_file","line":0,"message":"the file has no rows"}]}}}
                """);

        var result = run("files", "upload", directory.resolve("train.jsonl").toString());

        assertThat(result.out()).contains("the file has no rows", "./hone files delete file-1");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void aSoundFileIsExitCode0() {
        hone.on(
                "POST /v1/files",
                200,
                """
                {"id":"file-1","x_hone":{"report":{"rows":2,"usable_rows":2,"findings":[]}}}
                """);

        var result = run("files", "upload", directory.resolve("train.jsonl").toString());

        assertThat(result.out()).contains("2 rows, 2 usable").doesNotContain("delete");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void whatIsSaidOfTheFormatGoesUpWithTheFile() {
        hone.on("POST /v1/files", 200, "{\"id\":\"file-1\"}");

        var result =
                run(
                        "files",
                        "upload",
                        directory.resolve("train.jsonl").toString(),
                        "--format",
                        "completion",
                        "--container=csv",
                        "--compression",
                        "gzip",
                        "--columns",
                        "prompt=the question,completion=answer");

        assertThat(result.exitCode()).isZero();
        assertThat(hone.requests().getFirst().body())
                .contains(
                        "name=\"x_hone\"\r\n\r\n{\"shape\":\"completion\",\"container\":\"csv\",\"compression\":\"gzip\",\"columns\":{\"prompt\":\"the question\",\"completion\":\"answer\"}}\r\n");
    }

    @Test
    void whatIsNotSaidOfTheFormatIsLeftToThePlatform() {
        hone.on("POST /v1/files", 200, "{\"id\":\"file-1\"}");

        run("files", "upload", directory.resolve("train.jsonl").toString());

        assertThat(hone.requests().getFirst().body()).doesNotContain("x_hone");
    }

    @Test
    void allThatIsWrongWithTheFormatIsToldBeforeTheUpload() {
        var result =
                run(
                        "files",
                        "upload",
                        directory.resolve("train.jsonl").toString(),
                        "--format=dialogue",
                        "--container=xlsx",
                        "--compression=zip",
                        "--columns=question=prompt");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains(
                        "--format must be one of chat, completion, alpaca, sharegpt, text, preference, was \"dialogue\"",
                        "--container must be one of jsonl, json, csv, tsv, parquet, was \"xlsx\"",
                        "--compression must be one of none, gzip, zstd, was \"zip\"",
                        "--columns names \"question\"");
        assertThat(hone.requests()).isEmpty();
    }

    @Test
    void aColumnMustStandForAMemberOfTheShape() {
        var result = submit("--format=completion", "--columns=text=answer");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains(
                        "--columns names \"text\", which rows do not have; what a column can stand for is one of prompt, completion");
        assertThat(hone.requests()).isEmpty();
    }

    @Test
    void theFormatOfAnUploadedFileIsFixed() {
        var result =
                run(
                        "submit",
                        "--model=hone-nano",
                        "--data=file-abcdefghijklmnopqrstuvwx",
                        "--format=text");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("every file is uploaded already; its format is fixed");
        assertThat(hone.requests()).isEmpty();
    }
}
