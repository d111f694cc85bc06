package dev.hone.trainer.worker;

import java.time.Duration;
import java.util.Optional;

/// "There is work", heard. Used from one thread only, save [#wake].
interface Bell extends AutoCloseable {
    /// Waits for a ring at most this long; a bell that cannot be heard just stays silent.
    Optional<Ring> await(Duration patience);

    /// Stops listening, so that while a job runs the rings go to workers that are free. The next
    /// [#await] listens again.
    void cover();

    /// Ends a wait in progress; the one method for other threads.
    void wake();

    @Override
    void close();

    /// A ring in this worker's hands: it must be answered before the next wait.
    interface Ring {
        /// It was heard and acted upon.
        void accept();

        /// Somebody else shall hear it.
        void release();
    }
}
