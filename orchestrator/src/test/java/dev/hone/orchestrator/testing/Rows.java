package dev.hone.orchestrator.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/// Looks into the tables and turns their clock, as no part of the platform may.
public final class Rows {
    private static final String TABLES =
            """
            projects, files, uploads, bases, audit, jobs, job_history, attempts, checkpoints,
            job_events, workers, outbox, adapters, adapter_files
            """;

    private final DataSource dataSource;

    public Rows(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// Every table as after the migration.
    public void clear() {
        truncate();
        run("INSERT INTO projects (id) VALUES ('default')");
    }

    /// Background passes of a platform that is just starting may hold some of the tables and want
    /// others: of the two that wait for each other it is they who are sent away, and try again.
    private void truncate() {
        try (var connection = dataSource.getConnection()) {
            run(connection, "SET deadlock_timeout = '1min'");
            try {
                run(connection, "TRUNCATE " + TABLES + " CASCADE");
            } finally {
                run(connection, "RESET deadlock_timeout");
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("TRUNCATE", failure);
        }
    }

    /// @param parameters set for each `?`, in order
    public void run(String sql, Object... parameters) {
        try (var connection = dataSource.getConnection()) {
            run(connection, sql, parameters);
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }

    public static void run(Connection connection, String sql, Object... parameters)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        }
    }

    public long count(String sql, Object... parameters) {
        return Long.parseLong(texts(sql, parameters).getFirst());
    }

    public String text(String sql, Object... parameters) {
        return texts(sql, parameters).getFirst();
    }

    /// The first column of every row.
    public List<String> texts(String sql, Object... parameters) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            var texts = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(String.valueOf(rows.getString(1)));
                }
            }
            return texts;
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }
}
