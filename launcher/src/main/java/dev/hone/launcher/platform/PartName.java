package dev.hone.launcher.platform;

/// The processes of a platform, in the order in which they are needed.
public enum PartName {
    POSTGRESQL("postgresql", "PostgreSQL"),
    KAFKA("kafka", "Kafka"),
    CONTROL_PLANE("control-plane", "control plane"),
    WORKER("worker", "worker");

    private final String id;
    private final String title;

    PartName(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /// As in file names and platform.json.
    public String id() {
        return id;
    }

    /// As people read it.
    public String title() {
        return title;
    }
}
