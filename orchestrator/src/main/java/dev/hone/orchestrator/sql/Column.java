package dev.hone.orchestrator.sql;

import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/// Native queries for the values of one column.
public final class Column {
    private Column() {}

    /// A query whose plan Hibernate finds again. With `createNativeQuery(sql, type)` it does not,
    /// if the type is a plain value's: the keys of its cache of plans then have one hash and are
    /// never equal, so that each execution adds an entry and searches all of those before it.
    ///
    /// @param column of the result, as the statement names it
    public static <T> NativeQuery<T> of(Session session, String column, Class<T> type, String sql) {
        @SuppressWarnings("unchecked") // its one column has this type
        var query =
                (NativeQuery<T>)
                        session.createNativeQuery(sql, Object.class).addScalar(column, type);
        return query;
    }
}
