package dev.hone.orchestrator.uploads;

import dev.hone.protocol.ObjectRef;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "upload_parts")
class PartEntity {
    @Id String id;

    @Column(name = "upload_id")
    String uploadId;

    @Column(name = "object_key")
    String objectKey;

    String sha256;
    long bytes;

    @Column(name = "created_at")
    Instant createdAt;

    protected PartEntity() {}

    PartEntity(String id, String uploadId, ObjectRef object, Instant createdAt) {
        this.id = id;
        this.uploadId = uploadId;
        this.objectKey = object.key();
        this.sha256 = object.sha256();
        this.bytes = object.bytes();
        this.createdAt = createdAt;
    }

    PartView view() {
        return new PartView(id, uploadId, new ObjectRef(objectKey, sha256, bytes), createdAt);
    }
}
