package dev.hone.orchestrator.bases;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.hone.datasets.adapter.LinearLayers;
import dev.hone.orchestrator.json.Json;
import dev.hone.protocol.NamedObject;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "bases")
class BaseEntity {
    private static final TypeReference<List<NamedObject>> FILES = new TypeReference<>() {};

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable Long id;

    String name;
    String digest;
    boolean current;
    long bytes;

    @Column(name = "context_length")
    int contextLength;

    @Column(name = "hidden_size")
    int hiddenSize;

    @Column(name = "linear_layers", columnDefinition = "jsonb")
    @ColumnTransformer(write = "CAST(? AS jsonb)")
    @Nullable String linearLayers;

    @Column(columnDefinition = "jsonb")
    @ColumnTransformer(write = "CAST(? AS jsonb)")
    String files;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "deleted_at")
    @Nullable Instant deletedAt;

    protected BaseEntity() {}

    BaseEntity(BaseView base) {
        this.name = base.name();
        this.digest = base.digest();
        this.current = true;
        this.bytes = base.bytes();
        this.contextLength = base.contextLength();
        this.hiddenSize = base.hiddenSize();
        this.linearLayers = base.linearLayers() == null ? null : Json.write(base.linearLayers());
        this.files = Json.write(base.files());
        this.createdAt = base.createdAt();
    }

    BaseView view() {
        return new BaseView(
                name,
                digest,
                createdAt,
                bytes,
                contextLength,
                hiddenSize,
                linearLayers == null ? null : Json.read(linearLayers, LinearLayers.class),
                Json.read(files, FILES));
    }
}
