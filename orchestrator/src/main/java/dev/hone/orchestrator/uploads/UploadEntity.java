package dev.hone.orchestrator.uploads;

import dev.hone.orchestrator.files.FileView;
import dev.hone.orchestrator.files.NewFile;
import dev.hone.orchestrator.json.Json;
import dev.hone.protocol.DatasetFormat;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "multipart_uploads")
class UploadEntity {
    @Id String id;
    String project;
    String filename;
    String purpose;
    long bytes;

    @Column(name = "mime_type")
    String mimeType;

    @Column(columnDefinition = "jsonb")
    @ColumnTransformer(write = "CAST(? AS jsonb)")
    String format;

    @Column(name = "file_lives_seconds")
    @Nullable Long fileLivesSeconds;

    String state;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "busy_until")
    @Nullable Instant busyUntil;

    @Column(name = "ended_at")
    @Nullable Instant endedAt;

    @Column(name = "file_id")
    @Nullable String fileId;

    @Column(name = "completed_with", columnDefinition = "jsonb")
    @ColumnTransformer(write = "CAST(? AS jsonb)")
    @Nullable String completedWith;

    protected UploadEntity() {}

    UploadEntity(String id, UploadRequest request, Instant createdAt, Duration life) {
        var about = request.about();
        this.id = id;
        this.project = request.project();
        this.filename = about.filename();
        this.purpose = about.purpose();
        this.bytes = request.bytes();
        this.mimeType = request.mimeType();
        this.format = Json.write(about.format());
        this.fileLivesSeconds = about.lives() == null ? null : about.lives().toSeconds();
        this.state = UploadState.PENDING.wireName();
        this.createdAt = createdAt;
        this.expiresAt = createdAt.plus(life);
    }

    /// An upload whose time is over has expired, whether or not anybody has swept it.
    UploadState state(Instant now) {
        var written = UploadState.of(state);
        var over = !now.isBefore(expiresAt) && (busyUntil == null || !now.isBefore(busyUntil));
        return written == UploadState.PENDING && over ? UploadState.EXPIRED : written;
    }

    void end(UploadState end, Instant now) {
        state = end.wireName();
        endedAt = now;
    }

    void complete(String file, List<String> parts, Instant now) {
        fileId = file;
        completedWith = Json.write(parts);
        end(UploadState.COMPLETED, now);
    }

    boolean completedWith(List<String> parts) {
        return completedWith != null
                && List.of(Json.read(completedWith, String[].class)).equals(parts);
    }

    NewFile about() {
        return new NewFile(
                filename,
                purpose,
                Json.read(format, DatasetFormat.class),
                fileLivesSeconds == null ? null : Duration.ofSeconds(fileLivesSeconds));
    }

    UploadView view(Instant now, @Nullable FileView file) {
        return new UploadView(
                id, project, about(), bytes, mimeType, state(now), createdAt, expiresAt, file);
    }
}
