/// The differences: which keys and values, and why.
const DIFFERENCES: &[(Difference, &[&str], &[&str], &str)] = &[
    (
        Difference::Refused,
        &["entry.chapter"],
        &["", "~", "\"\"", "\" \"", "#no"],
        "the reader takes it for a chapter without a name, which the deck then lacks: an error, too",
    ),
    (
        Difference::Accepted,
        &["site.minutes", "pace.slide", "pace.lab"],
        &["1.234"],
        "`multipleOf: 0.01` refuses `1.1`, which no binary number is exactly",
    ),
];
