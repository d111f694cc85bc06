package dev.hone.api.testing;

import dev.hone.orchestrator.testing.Rows;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/// Gives a test the platform as it is after the installation.
@Singleton
public class Slate {
    private final Rows rows;

    Slate(DataSource dataSource) {
        rows = new Rows(dataSource);
    }

    public void clean() {
        rows.clear();
    }

    public Rows rows() {
        return rows;
    }
}
