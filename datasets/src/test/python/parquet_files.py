"""Writes small Parquet files in every way that its common writers have, and beside them their rows as JSON lines.

Run from the module's directory:
    python src/test/python/parquet_files.py src/test/resources/parquet
A file NAME-HOW.parquet has the rows of NAME.jsonl. Needs pyarrow, duckdb and polars; written with pyarrow 25.0.1,
duckdb 1.5.6 and polars 1.44.2.
"""
import datetime
import decimal
import json
import pathlib
import sys
import uuid

import duckdb
import polars
import pyarrow as pa
import pyarrow.parquet as pq

TARGET = pathlib.Path(sys.argv[1])
TICKETS = pathlib.Path("samples/tickets/train.jsonl")
UTC = datetime.timezone.utc

CALL = pa.struct([
    ("id", pa.string()),
    ("type", pa.string()),
    ("function", pa.struct([("name", pa.string()), ("arguments", pa.string())])),
])
MESSAGE = pa.struct([
    ("role", pa.string()),
    ("content", pa.string()),
    ("weight", pa.int64()),
    ("tool_calls", pa.list_(CALL)),
    ("tool_call_id", pa.string()),
])
CITY = pa.struct([("type", pa.string()), ("description", pa.string())])
TOOL = pa.struct([
    ("type", pa.string()),
    ("function", pa.struct([
        ("name", pa.string()),
        ("parameters", pa.struct([
            ("type", pa.string()),
            ("properties", pa.struct([("city", CITY), ("day", CITY)])),
            ("required", pa.list_(pa.string())),
        ])),
    ])),
])
CHAT = pa.schema([("messages", pa.list_(MESSAGE)), ("tools", pa.list_(TOOL)), ("id", pa.int32())])


def tool(name, property_name):
    return {"type": "function", "function": {"name": name, "parameters": {
        "type": "object",
        "properties": {property_name: {"type": "string", "description": "A " + property_name}},
        "required": [property_name]}}}


def chat_rows():
    rows = []
    for number in range(60):
        messages = [{"role": "system", "content": "Answer briefly."}] if number % 3 == 0 else []
        messages.append({"role": "user", "content": f"Question {number}: Grüße, 東京 😀 \"quoted\"\n" + "why " * (number % 17)})
        if number % 4 == 1:
            arguments = json.dumps({"city": "Köln", "n": number}, ensure_ascii=False)
            messages.append({"role": "assistant", "tool_calls": [
                {"id": f"call_{number}", "type": "function", "function": {"name": "weather", "arguments": arguments}},
                {"id": f"call_{number}b", "type": "function", "function": {"name": "calendar", "arguments": "{}"}}]})
            messages.append({"role": "tool", "content": "sunny", "tool_call_id": f"call_{number}"})
            messages.append({"role": "tool", "content": "", "tool_call_id": f"call_{number}b"})
        messages.append({"role": "assistant", "content": f"Answer {number} " + "because " * (number % 11), "weight": 1})
        row = {"messages": messages, "id": number}
        if number % 4 == 1:
            row["tools"] = [tool("weather", "city"), tool("calendar", "day")]
        rows.append(row)
    return rows


def faulty_rows():
    """Every fifth row has something that a report tells, at its place."""
    rows = []
    for number in range(200):
        messages = [
            {"role": "user", "content": f"Question {number}" + (" to anna@example.com" if number % 40 == 3 else "")},
            {"role": "assistant", "content": f"Answer {number % 100}"},
        ]
        if number % 25 == 5:
            messages.pop()
        if number % 25 == 10:
            messages[1]["content"] = ""
        if number % 25 == 15:
            messages[0]["role"] = "human"
        if number % 25 == 20:
            del messages[1]["content"]
        if number % 50 == 7:
            messages[0]["content"] = "Question 1"
        rows.append({"messages": messages})
    rows[150] = {"messages": []}
    rows[151] = {}
    return rows


def types():
    """Each column with its values, and how JSON has them where that is not what Python has."""
    moment = datetime.datetime(2026, 11, 30, 12, 34, 56, 789000)
    early = datetime.datetime(1969, 12, 31, 23, 59, 59, 1000)
    key = uuid.UUID("01234567-89ab-cdef-0123-456789abcdef")
    numbers = [decimal.Decimal("12345.67"), None, decimal.Decimal("-0.01")]
    return [
        ("truth", pa.bool_(), [True, None, False], None),
        ("int8", pa.int8(), [-128, None, 127], None),
        ("int16", pa.int16(), [-32768, None, 32767], None),
        ("int32", pa.int32(), [-(1 << 31), None, (1 << 31) - 1], None),
        ("int64", pa.int64(), [-(1 << 63), None, (1 << 63) - 1], None),
        ("uint8", pa.uint8(), [0, None, 255], None),
        ("uint32", pa.uint32(), [0, None, (1 << 32) - 1], None),
        ("uint64", pa.uint64(), [0, None, (1 << 64) - 1], None),
        ("float16", pa.float16(), [1.5, None, -0.25], None),
        ("float", pa.float32(), [1.5, None, -3.4028234663852886e38], None),
        ("double", pa.float64(), [0.1, None, 1e300], None),
        ("decimal", pa.decimal128(9, 2), numbers, [12345.67, None, -0.01]),
        ("wide_decimal", pa.decimal256(60, 2), numbers, [12345.67, None, -0.01]),
        ("date", pa.date32(), [moment.date(), None, early.date()], ["2026-11-30", None, "1969-12-31"]),
        ("millis_of_day", pa.time32("ms"), [moment.time(), None, early.time()], ["12:34:56.789", None, "23:59:59.001"]),
        ("micros_of_day", pa.time64("us"), [moment.time(), None, early.time()], ["12:34:56.789", None, "23:59:59.001"]),
        ("millis", pa.timestamp("ms"), [moment, None, early], ["2026-11-30T12:34:56.789", None, "1969-12-31T23:59:59.001"]),
        ("micros", pa.timestamp("us"), [moment, None, early], ["2026-11-30T12:34:56.789", None, "1969-12-31T23:59:59.001"]),
        ("nanos", pa.timestamp("ns"), [moment, None, early], ["2026-11-30T12:34:56.789", None, "1969-12-31T23:59:59.001"]),
        ("instant", pa.timestamp("us", "UTC"), [moment.replace(tzinfo=UTC), None, early.replace(tzinfo=UTC)],
         ["2026-11-30T12:34:56.789Z", None, "1969-12-31T23:59:59.001Z"]),
        ("text", pa.string(), ["Grüße", None, ""], None),
        ("large_text", pa.large_string(), ["東京", None, "b"], None),
        ("bytes", pa.binary(), ["😀".encode(), None, b"b"], ["😀", None, "b"]),
        ("fixed", pa.binary(3), [b"abc", None, b"xyz"], ["abc", None, "xyz"]),
        ("category", pa.dictionary(pa.int8(), pa.string()), ["a", None, "a"], None),
        ("uuid", pa.uuid(), [key.bytes, None, key.bytes], [str(key), None, str(key)]),
        ("json", pa.json_(), ['{"a":[1,null,"x"]}', None, "7"], [{"a": [1, None, "x"]}, None, 7]),
        ("nothing", pa.null(), [None, None, None], None),
    ]


def types_table():
    columns = types()
    table = pa.table({name: pa.array(values, type) if not isinstance(type, pa.BaseExtensionType)
                      else pa.ExtensionArray.from_storage(type, pa.array(values, type.storage_type))
                      for name, type, values, _ in columns})
    rows = [{name: (said or values)[index] for name, _, values, said in columns} for index in range(3)]
    return table, [{"prompt": "a", "completion": "b", **without_nulls(row)} for row in rows]


def without_nulls(row):
    return {name: value for name, value in row.items() if value is not None}


def nested():
    inner = pa.struct([("a", pa.int64()), ("b", pa.list_(pa.string()))])
    schema = pa.schema([
        pa.field("text", pa.string(), nullable=False),
        ("numbers", pa.list_(pa.int64())),
        pa.field("required_numbers", pa.list_(pa.field("element", pa.int64(), nullable=False)), nullable=False),
        ("matrix", pa.list_(pa.list_(pa.int64()))),
        ("deep", pa.list_(pa.list_(pa.list_(pa.string())))),
        ("record", inner),
        ("records", pa.list_(inner)),
        ("fixed", pa.list_(pa.int32(), 2)),
        ("large", pa.large_list(pa.large_string())),
        ("map", pa.map_(pa.string(), pa.int64())),
        ("maps", pa.list_(pa.map_(pa.int32(), inner))),
        ("structs", pa.struct([("one", pa.struct([("two", pa.struct([("three", pa.string())]))]))])),
    ])
    rows = [
        {"text": "all", "numbers": [1, 2], "required_numbers": [3], "matrix": [[1], [2, 3]], "deep": [[["x"]]],
         "record": {"a": 1, "b": ["p", "q"]}, "records": [{"a": 2, "b": []}, {"b": ["r"]}], "fixed": [7, 8],
         "large": ["l"], "map": {"k": 1, "l": 2}, "maps": [{"1": {"a": 1, "b": ["s"]}}, {}],
         "structs": {"one": {"two": {"three": "end"}}}},
        {"text": "nothing", "required_numbers": []},
        {"text": "empty", "numbers": [], "required_numbers": [], "matrix": [], "deep": [[], [[]], [[], ["y"]]],
         "record": {}, "records": [], "large": [], "map": {}, "maps": [], "structs": {"one": {"two": {}}}},
        {"text": "nulls", "numbers": [None, 1, None], "required_numbers": [1, 2, 3], "matrix": [None, [], [None]],
         "deep": [None, [None], [[None]]], "record": {"b": [None]}, "records": [None, {}, {"a": 1}],
         "large": [None], "map": {"k": None}, "maps": [None, {"2": None}], "structs": {"one": {}}},
    ]
    rows = [dict(row, text=row["text"] + str(index)) for index in range(5) for row in rows]

    def entries(value):
        return None if value is None else list(value.items())

    def stored(row):
        row = dict(row)
        row["map"] = entries(row.get("map"))
        if row.get("maps") is not None:
            row["maps"] = [None if one is None else [(int(key), value) for key, value in one.items()] for one in row["maps"]]
        return row

    return pa.Table.from_pylist([stored(row) for row in rows], schema), rows


def numbers_table():
    """Columns for the encodings of numbers and texts, long enough for several blocks."""
    count = 300
    rows = [{
        "text": f"shared start of row {index:06}" if index % 7 else "",
        "small": index % 5 - 2,
        "steps": index * index * 1_000_003 - (1 << 40),
        "wild": (index * 0x9E3779B97F4A7C15 + (1 << 63)) % (1 << 64) - (1 << 63),
        "half": index / 2,
        "third": index / 3,
        "even": index % 2 == 0,
        **({"some": index} if index % 3 else {}),
    } for index in range(count)]
    schema = pa.schema([
        pa.field("text", pa.string(), nullable=False), pa.field("small", pa.int32(), nullable=False),
        ("steps", pa.int64()), ("wild", pa.int64()), ("half", pa.float32()), ("third", pa.float64()),
        pa.field("even", pa.bool_(), nullable=False), ("some", pa.int32())])
    return pa.Table.from_pylist(rows, schema), rows


def write_rows(name, rows):
    with open(TARGET / f"{name}.jsonl", "w") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")


def write(name, how, table, **options):
    pq.write_table(table, TARGET / f"{name}-{how}.parquet", **options)


def chat():
    rows = chat_rows()
    write_rows("chat", rows)
    table = pa.Table.from_pylist(rows, CHAT)
    write("chat", "default", table)
    for codec in ["none", "snappy", "gzip", "zstd", "lz4"]:
        write("chat", codec, table, compression=codec, use_dictionary=False)
        write("chat", codec + "-v2", table, compression=codec, data_page_version="2.0")
    small = {"data_page_size": 200, "write_batch_size": 6, "dictionary_pagesize_limit": 200}
    write("chat", "pages", table, **small)
    write("chat", "pages-v2", table, data_page_version="2.0", write_page_checksum=True, **small)
    write("chat", "checked", table, write_page_checksum=True)
    write("chat", "groups", table, row_group_size=25)
    write("chat", "old", table, version="1.0", use_compliant_nested_type=False, store_schema=False)
    # as the library datasets writes
    write("chat", "hub", table, row_group_size=40, use_content_defined_chunking=True, write_page_index=True)
    connection = duckdb.connect()
    connection.register("chat", table)
    for how, options in {"duckdb": "", "duckdb-zstd": ", COMPRESSION zstd", "duckdb-v2": ", PARQUET_VERSION V2"}.items():
        connection.execute(f"COPY chat TO '{TARGET}/chat-{how}.parquet' (FORMAT parquet{options})")
    polars.from_arrow(table).write_parquet(TARGET / "chat-polars.parquet")
    polars.from_arrow(table).write_parquet(TARGET / "chat-polars-lz4.parquet", compression="lz4", data_page_size=2000)
    table.to_pandas().to_parquet(TARGET / "chat-pandas.parquet", schema=CHAT)


def main():
    TARGET.mkdir(parents=True, exist_ok=True)
    for old in TARGET.iterdir():
        old.unlink()
    chat()
    table, rows = types_table()
    table = table.add_column(0, "prompt", [["a"] * 3]).add_column(1, "completion", [["b"] * 3])
    write_rows("types", rows)
    write("types", "default", table)
    write("types", "integers", table, store_decimal_as_integer=True, data_page_version="2.0")
    # Spark's way, in which all times are instants
    spark = table.select(["prompt", "completion", "micros", "instant"])
    write_rows("spark", [{name: value + ("Z" if name == "micros" else "") for name, value in row.items() if name in spark.column_names} for row in rows])
    write("spark", "int96", spark, use_deprecated_int96_timestamps=True)
    table, rows = nested()
    write_rows("nested", rows)
    write("nested", "default", table)
    write("nested", "v2", table, data_page_version="2.0", data_page_size=50, write_batch_size=2)
    table, rows = numbers_table()
    write_rows("numbers", rows)
    write("numbers", "default", table)
    write("numbers", "plain", table, use_dictionary=False, compression="gzip")
    delta = {"text": "DELTA_BYTE_ARRAY", "small": "DELTA_BINARY_PACKED", "steps": "DELTA_BINARY_PACKED",
             "wild": "DELTA_BINARY_PACKED", "half": "BYTE_STREAM_SPLIT", "third": "BYTE_STREAM_SPLIT",
             "even": "RLE", "some": "BYTE_STREAM_SPLIT"}
    write("numbers", "delta", table, use_dictionary=False, column_encoding=delta)
    write("numbers", "delta-v2", table, use_dictionary=False, data_page_version="2.0", data_page_size=700,
          write_batch_size=50, column_encoding=dict(delta, text="DELTA_LENGTH_BYTE_ARRAY", some="DELTA_BINARY_PACKED"))
    polars.from_arrow(table).write_parquet(TARGET / "numbers-polars.parquet")
    rows = faulty_rows()
    write_rows("faulty", rows)
    write("faulty", "default", pa.Table.from_pylist(rows, pa.schema([("messages", pa.list_(pa.struct([("role", pa.string()), ("content", pa.string())])))])))
    rows = [json.loads(line) for line in TICKETS.read_text().splitlines()]
    write("tickets", "default", pa.Table.from_pylist(rows), compression="zstd")


main()
