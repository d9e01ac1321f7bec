//! The style sheet of a language: the texts that the theme shows, fonts, and line breaking.
//!
//! English needs none. A page links to that of its language, so that no other page carries these rules.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::event::Event;
use crate::language::{Script, direction, script};
use crate::model::SiteModel;
use crate::output::{Claim, Content};
use crate::routes::Route;
use crate::routes::fingerprint;

/// The style sheets of languages, and their files.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct LanguageSheets {
    /// Their addresses from the root of the output, by the codes of languages as authors wrote them.
    pub(super) addresses: BTreeMap<String, String>,
    pub(super) files: Vec<Claim>,
}

impl LanguageSheets {
    /// The style sheets for all languages of a site.
    pub(super) fn of(model: &SiteModel) -> Self {
        let decks = model.slide_sets.values().flat_map(|set| &set.decks).chain(&model.decks);
        let decks = decks.map(|deck| deck.plan.manifest.text("language"));
        let workshops = &model.outline.workshops;
        let events = workshops.events.iter().map(|event| Event::text(event.lang.as_ref()));
        let site = std::iter::once(workshops.settings.language.as_str());
        let codes: BTreeSet<&str> = decks.chain(events).chain(site).chain(["en"]).collect();
        let mut sheets = Self::default();
        for code in codes.into_iter().filter(|code| !code.is_empty()) {
            let text = sheet(code, &model.outline.languages.of(code).theme_words);
            if text.is_empty() {
                continue;
            }
            let route = Route::asset("language", &fingerprint(text.as_bytes()), "css");
            sheets.addresses.insert(code.to_owned(), route.path().to_string());
            if !sheets.files.iter().any(|claim| claim.path == route.path()) {
                sheets.files.push(Claim::generated(route, Content::text(text), None));
            }
        }
        sheets
    }
}

/// How a script is set.
struct Typesetting {
    /// The fonts for it, after those with only Latin letters.
    fonts: &'static str,
    /// Declarations for all text.
    text: &'static str,
    /// Further rules.
    rules: &'static [&'static str],
}

/// Lines of Chinese and Japanese: punctuation does not begin one, and Latin words keep a distance.
/// Browsers that recognize phrases break headings between them.
const IDEOGRAPHIC: &str = "line-break:strict;text-autospace:normal;";
const PHRASES: &str = ":root :is(h1,h2,h3,h4,.title>p){word-break:auto-phrase;letter-spacing:0}\
    :root .slide em{font-style:normal;text-emphasis:filled dot}\
    :root :is(pre,code){text-autospace:no-autospace;line-break:auto}";

/// An opening corner bracket is as wide as its em, fills one half of it, and hangs lower than a quotation mark.
const CORNERS: &str = ":root .slide .quote:not(.slide-content)::before{margin-inline-start:-.4em;font-size:1.7em}\
    :root .slide .slide-content.quote::before{height:1.1em;margin-inline-start:-.5em;font-size:2.6em}";

/// Joined letters must not be spaced, and Arabic letters need higher lines.
const JOINED: &str = ":root *{letter-spacing:0!important}\
    :root .slide{line-height:1.6}:root .slide :is(h1,h2,h3,h4,h5,h6){line-height:1.4}\
    :root .slide em{font-style:normal;font-weight:600}";

/// The vertical shift of the large quotation mark, whose space is designed for `“`: lower marks are
/// raised into it.
fn raised_sign(code: &str) -> &'static str {
    match code.split(['-', '_']).next().unwrap_or_default() {
        // «
        "fr" | "es" | "it" | "ca" | "ru" | "uk" | "be" | "el" | "nb" | "nn" | "no" | "fa"
        | "hy" => ":root .slide .quote.quote::before{line-height:.6}",
        // „
        "de" | "pl" | "cs" | "sk" | "hu" | "ro" | "bg" | "hr" | "sl" | "sr" | "mk" | "lt"
        | "lv" | "et" | "is" | "sq" | "ka" => ":root .slide .quote.quote::before{line-height:.1}",
        _ => "",
    }
}

/// How the script of a language is set.
fn typesetting(code: &str) -> Typesetting {
    let set = |fonts, text, rules| Typesetting { fonts, text, rules };
    match script(code) {
        Script::Other => set("", "", &[]),
        Script::Japanese => set(
            r#""Hiragino Sans","Yu Gothic UI",Meiryo,"Noto Sans CJK JP","Noto Sans JP""#,
            IDEOGRAPHIC,
            &[PHRASES, CORNERS],
        ),
        Script::SimplifiedChinese => set(
            r#""PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC""#,
            IDEOGRAPHIC,
            &[PHRASES],
        ),
        Script::TraditionalChinese => set(
            r#""PingFang TC","Microsoft JhengHei","Noto Sans CJK TC","Noto Sans TC""#,
            IDEOGRAPHIC,
            &[PHRASES, CORNERS],
        ),
        Script::Korean => set(
            r#""Apple SD Gothic Neo","Malgun Gothic","Noto Sans CJK KR","Noto Sans KR""#,
            "line-break:strict;word-break:keep-all;",
            &[":root .slide em{font-style:normal;font-weight:600}"],
        ),
        Script::Arabic => {
            set(r#""SF Arabic","Noto Sans Arabic","Noto Naskh Arabic",Tahoma"#, "", &[JOINED])
        }
        Script::Hebrew => set(
            r#""SF Hebrew","Noto Sans Hebrew""#,
            "",
            &[":root .slide em{font-style:normal;font-weight:600}"],
        ),
    }
}

/// Code is written from left to right on every page. Rules without a logical property are mirrored.
const RIGHT_TO_LEFT: &str = ":root :is(pre,code,kbd,samp){direction:ltr;unicode-bidi:isolate}\
    :root pre{text-align:left}:root .slide .column-half{float:right}\
    :root .slide-content:is(.lab,.exercise,.warning,.extra-details,.blackbelt){background-position:100% 0}";

/// The same for rules outside of the layer: the interface of decks.
const RIGHT_TO_LEFT_INTERFACE: &str = ":is(.deck-progress,[data-print] .cell .slide){transform-origin:100% 0}\
    .slide[data-wide]::before{background:linear-gradient(-90deg,#0000,var(--paper))}\
    html.stage:not(.framed) :is(.deck-ui,.deck>.current){left:calc(50% - var(--panel,0px)/2)}";

/// Whether pages in a language need more than texts from its sheet.
pub(super) fn has_typesetting(code: &str) -> bool {
    script(code) != Script::Other
}

/// The text of the sheet for a language; empty if it needs none.
fn sheet(code: &str, words: &str) -> String {
    let Typesetting { fonts, text, rules } = typesetting(code);
    let mut root = words.to_owned();
    if !fonts.is_empty() {
        // Writing to a String cannot fail.
        let _ = write!(
            root,
            "--font-text:-apple-system,\"Segoe UI\",Roboto,\"Noto Sans\",{fonts},\"Liberation Sans\",Arial,sans-serif;"
        );
    }
    root.push_str(text);
    let rules = rules.concat() + raised_sign(code);
    let (more, interface) = match direction(code) {
        "rtl" => (RIGHT_TO_LEFT, RIGHT_TO_LEFT_INTERFACE),
        _ => ("", ""),
    };
    if root.is_empty() && rules.is_empty() && more.is_empty() {
        return String::new();
    }
    format!("@layer deckyard{{:root{{{root}}}{rules}{more}}}{interface}\n")
}

#[cfg(test)]
mod tests {
    use super::sheet;
    use crate::language::built_in_vocabulary;

    #[test]
    fn a_language_that_needs_no_sheet_has_none() {
        let of = |code: &str| sheet(code, &built_in_vocabulary(code).theme_words);
        assert_eq!(of("en") + &of("sv"), "");
        assert!(
            of("fr").starts_with("@layer deckyard{:root{--word-lab:\"Exercice\";"),
            "{}",
            of("fr")
        );
        assert!(!of("fr").contains("font"));
        assert!(of("ja").contains("line-break:strict") && of("ja").contains("Noto Sans CJK JP"));
        assert!(of("zh-TW").contains("PingFang TC"));
        for (code, height) in [("fr-CA", ".6"), ("de", ".1"), ("hr", ".1")] {
            assert!(
                of(code).contains(&format!(".quote::before{{line-height:{height}}}")),
                "{code}"
            );
        }
        let corners = [("ja", true), ("zh-TW", true), ("zh", false), ("ko", false)];
        for (code, has) in corners {
            assert_eq!(of(code).contains(".quote::before{height:1.1em"), has, "{code}");
        }
        for rtl in ["ar", "he", "fa-IR"] {
            assert!(of(rtl).contains("direction:ltr"), "{rtl}");
        }
    }
}
