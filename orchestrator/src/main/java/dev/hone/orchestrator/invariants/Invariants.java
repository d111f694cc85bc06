package dev.hone.orchestrator.invariants;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/// Runs every invariant against the tables and the store.
@ApplicationScoped
public class Invariants {
    private final DataSource dataSource;
    private final CheckpointObjects checkpoints;

    Invariants(DataSource dataSource, CheckpointObjects checkpoints) {
        this.dataSource = dataSource;
        this.checkpoints = checkpoints;
    }

    /// Empty when all is well.
    public List<Violation> check() {
        try (var connection = dataSource.getConnection()) {
            var violations = check(connection);
            checkpoints.check(connection).ifPresent(violations::add);
            return List.copyOf(violations);
        } catch (SQLException failure) {
            throw new IllegalStateException("invariants cannot be checked", failure);
        }
    }

    static List<Violation> check(Connection connection) throws SQLException {
        var violations = new ArrayList<Violation>();
        for (var invariant : Catalogue.ALL) {
            var offenders = offenders(connection, invariant.sql());
            if (!offenders.isEmpty()) {
                violations.add(
                        new Violation(
                                invariant.number(),
                                invariant.name(),
                                offenders.size(),
                                offenders.getFirst()));
            }
        }
        return violations;
    }

    private static List<String> offenders(Connection connection, String sql) throws SQLException {
        var offenders = new ArrayList<String>();
        try (var statement = connection.prepareStatement(sql);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                offenders.add(String.valueOf(rows.getString(1)));
            }
        }
        return offenders;
    }
}
