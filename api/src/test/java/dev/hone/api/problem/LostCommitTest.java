package dev.hone.api.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hone.api.testing.Platform;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Platform.class)
class LostCommitTest {
    @Inject DataSource database;

    @Test
    void aTransactionWhoseConnectionIsLostBeforeItsCommitIsTheDatabasesOutage() {
        // when
        var failure =
                catchThrowable(
                        () -> QuarkusTransaction.requiringNew().run(this::loseTheConnection));

        // then
        var refusal = Refusals.ofFailure(failure);
        assertThat(refusal.status()).as(String.valueOf(failure)).isEqualTo(503);
        assertThat(refusal.headers()).containsEntry("Retry-After", "2");
    }

    private void loseTheConnection() {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TEMPORARY TABLE lost (id integer)");
            try (var row = statement.executeQuery("SELECT pg_backend_pid()")) {
                row.next();
                int mine = row.getInt(1);
                QuarkusTransaction.requiringNew().run(() -> terminate(mine));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void terminate(int backend) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("SELECT pg_terminate_backend(?)")) {
            statement.setInt(1, backend);
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
