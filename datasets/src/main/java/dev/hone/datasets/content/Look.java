package dev.hone.datasets.content;

import java.io.IOException;
import java.util.List;

/// Looks for one kind of thing in all rows.
interface Look {
    void see(ContentRow row) throws IOException;

    List<ContentFinding> findings() throws IOException;
}
