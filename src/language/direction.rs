//! The writing direction of a language, and its script.

/// Languages written from right to left by default.
const LANGUAGES: [&str; 52] = [
    "aao", "abh", "abv", "acm", "acq", "acw", "acx", "aeb", "afb", "aii", "aij", "ajp", "apc",
    "apd", "ar", "arb", "arc", "arq", "ars", "ary", "arz", "ayl", "azb", "bal", "bcc", "bgn",
    "bqi", "ckb", "dv", "fa", "glk", "he", "iw", "ji", "khw", "ks", "lrc", "mzn", "nqo", "pbt",
    "pes", "pnb", "prs", "ps", "rhg", "sd", "skr", "syr", "ug", "ur", "yi", "ydd",
];

/// Scripts written from right to left.
const SCRIPTS: [&str; 32] = [
    "adlm", "arab", "aran", "armi", "avst", "chrs", "cprt", "elym", "gara", "hatr", "hebr", "hung",
    "khar", "lydi", "mand", "mani", "mend", "merc", "mero", "narb", "nbat", "nkoo", "orkh", "ougr",
    "palm", "phli", "phnx", "prti", "rohg", "samr", "syrc", "thaa",
];

/// `rtl` or `ltr` for the code of a language, such as `fa`, `ar-EG` or `az-Arab`. Its script
/// decides, if it names one, or else the language.
pub(crate) fn direction(language: &str) -> &'static str {
    let lower = language.trim().replace('_', "-").to_ascii_lowercase();
    let mut parts = lower.split('-');
    let first = parts.next().unwrap_or_default();
    // Three letters are an extended language of the first, `zh-yue`; private subtags have no meaning.
    let named = parts.take_while(|part| part.len() > 1);
    let script = named
        .into_iter()
        .find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic()));
    let is_rtl = match script {
        Some(script) => {
            SCRIPTS.contains(&script)
                || matches!(script, "syre" | "syrj" | "syrn" | "yezi" | "sogd")
        }
        None => LANGUAGES.contains(&first),
    };
    if is_rtl { "rtl" } else { "ltr" }
}

/// The scripts that need their own typography.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    Japanese,
    SimplifiedChinese,
    TraditionalChinese,
    Korean,
    Arabic,
    Hebrew,
    /// Latin, Greek, Cyrillic and all others.
    Other,
}

/// The script of a language, by its code.
pub(crate) fn script(language: &str) -> Script {
    let lower = language.trim().replace('_', "-").to_ascii_lowercase();
    let mut parts = lower.split('-');
    let first = parts.next().unwrap_or_default();
    let has = |names: &[&str]| lower.split('-').skip(1).any(|part| names.contains(&part));
    match first {
        "ja" => Script::Japanese,
        "ko" => Script::Korean,
        "yue" | "zh" if has(&["hans", "cn", "sg"]) => Script::SimplifiedChinese,
        "yue" => Script::TraditionalChinese,
        "zh" if has(&["hant", "tw", "hk", "mo"]) => Script::TraditionalChinese,
        "zh" => Script::SimplifiedChinese,
        "he" | "iw" | "yi" | "ji" | "ydd" if direction(&lower) == "rtl" => Script::Hebrew,
        _ if direction(&lower) == "rtl" => Script::Arabic,
        _ => Script::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::direction;

    #[test]
    fn the_script_decides_or_else_the_language() {
        for rtl in [
            "ar",
            "AR",
            "ar-EG",
            "he",
            "fa_IR",
            "ur",
            "yi",
            "az-Arab",
            "pa-Arab-PK",
            "ff-Adlm",
            "zh-yue-Hebr",
        ] {
            assert_eq!(direction(rtl), "rtl", "{rtl}");
        }
        for ltr in [
            "",
            "en",
            "fr",
            "ar-Latn",
            "az",
            "ku",
            "uz-Latn",
            "ha",
            "en-x-arab",
            "ara-Latn-EG",
            "arn",
        ] {
            assert_eq!(direction(ltr), "ltr", "{ltr}");
        }
    }
}
