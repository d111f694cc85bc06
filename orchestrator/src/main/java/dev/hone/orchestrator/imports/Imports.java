package dev.hone.orchestrator.imports;

import dev.hone.orchestrator.files.FileView;
import dev.hone.orchestrator.files.Files;
import dev.hone.orchestrator.files.Incoming;
import dev.hone.orchestrator.files.NewFile;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fetches files from where the operator allows it, through the same reception as uploads.
@ApplicationScoped
public class Imports {
    private static final Logger LOG = LoggerFactory.getLogger(Imports.class);

    private final Files files;
    private final Fetcher fetcher;

    /// Settings that cannot be read fail here.
    Imports(Files files, ImportsConfig config) {
        this.files = files;
        var limits = Limits.of(config);
        var web =
                new WebFetcher(
                        Addresses.withRanges(config.allowedAddresses().orElse(List.of())),
                        InetAddress::getAllByName,
                        DefaultClientTlsStrategy.createDefault(),
                        limits);
        this.fetcher =
                new Fetcher(
                        new AllowList(config.allowed().orElse(List.of())),
                        web,
                        new BucketFetcher(config.s3(), limits));
    }

    /// Made at the start, so that settings fail then and not at the first import.
    void start(@Observes StartupEvent started) {
        LOG.atInfo().addKeyValue("allowed", fetcher.allowed().entries()).log("Imports are set up");
    }

    public FileView receive(String project, ImportRequest request) throws IOException {
        var origin = fetcher.origin(request.url());
        var about =
                new NewFile(
                        request.filename() == null ? origin.filename() : request.filename(),
                        request.purpose(),
                        request.format(),
                        request.lives());
        about.check();
        try (var fetched = fetcher.open(origin)) {
            var file = files.receive(project, new Arriving(about, fetched));
            LOG.atInfo()
                    .addKeyValue("file", file.id())
                    .addKeyValue("project", project)
                    .addKeyValue("from", AllowList.entryFor(origin))
                    .log("File imported");
            return file;
        }
    }

    private record Arriving(NewFile about, Fetched fetched) implements Incoming {
        @Override
        public Optional<NewFile> before() {
            return Optional.of(about);
        }

        @Override
        public InputStream bytes() {
            return fetched.bytes();
        }

        @Override
        public NewFile after() {
            return about;
        }

        @Override
        public long announced() {
            return fetched.announced();
        }
    }
}
