//! The built-in files are complete; those of sites take precedence.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::file::read;
use super::phrase::gaps_of;
use super::words::{DATE_WORDS, required_words, word};
use super::{Languages, PhraseValue, built_in_languages, built_in_vocabulary, built_in_words};
use crate::diag::Diagnostic;
use crate::path::ProjectPath;
use crate::source::Source;
use crate::world::MemoryWorld;

/// A test failure for a text in a language.
fn faults(code: &str) -> Vec<String> {
    let text = built_in_words(code).unwrap();
    let path = ProjectPath::new(&format!("languages/{code}.ftl"));
    let file = read(&Source::new(path, text), code);
    let mut faults: Vec<String> =
        file.diagnostics.iter().map(|found| format!("{:?}", found.problem.words())).collect();
    let optional: BTreeSet<_> = DATE_WORDS.iter().map(|key| key.name).collect();
    for key in required_words() {
        let Some(phrase) = file.output.phrases.get(key.name) else {
            faults.push(format!("{code}: `{}` is missing", key.name));
            continue;
        };
        let mut used = Vec::new();
        gaps_of(phrase.pieces(), &mut used);
        let unused = key.gaps.iter().filter(|gap| !used.contains(gap));
        faults.extend(unused.map(|gap| format!("{code}: `{}` does not show ${gap}", key.name)));
        if phrase.trim().is_empty() {
            faults.push(format!("{code}: `{}` is empty", key.name));
        }
    }
    let surplus = file.output.phrases.keys().filter(|name| word(name).is_none());
    faults.extend(surplus.map(|name| format!("{code}: nothing uses `{name}`")));
    assert!(optional.len() > 3);
    faults
}

#[test]
fn every_language_has_every_word_with_its_values_and_no_other() {
    let faults: Vec<String> = built_in_languages().flat_map(faults).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn no_language_repeats_the_words_of_english() {
    // Texts that are the same in some languages.
    let borrowed = |text: &str| text.chars().count() < 14 || text == "{hours} h {minutes} min";
    let english = built_in_vocabulary("en");
    let english = serde_json::to_value(&*english).unwrap();
    for code in built_in_languages().filter(|code| *code != "en") {
        let words = serde_json::to_value(&*built_in_vocabulary(code)).unwrap();
        for (name, text) in words.as_object().unwrap() {
            let text = text.as_str().unwrap();
            assert!(english[name] != *text || borrowed(text), "{code}: {name} is `{text}`");
        }
    }
}

#[test]
fn a_language_is_known_with_and_without_its_region() {
    assert_eq!(built_in_vocabulary("pt-BR").language, "pt");
    assert_eq!(&*built_in_vocabulary("FR").register, "S’inscrire");
    assert_eq!(built_in_vocabulary("zh_TW").language, "zh");
    assert_eq!(built_in_vocabulary("tr").language, "en");
    assert_eq!(built_in_vocabulary("").language, "en");
    assert_eq!(built_in_vocabulary("tr").days.weekdays[0], "Pazartesi");
}

fn languages(files: &[(&str, &str)]) -> (std::sync::Arc<Languages>, Vec<Diagnostic>) {
    let mut world = MemoryWorld::default();
    for (path, text) in files {
        world = world.with(path, *text);
    }
    let found = Languages::read(&world);
    (found.output, found.diagnostics)
}

#[test]
fn a_site_replaces_words_one_by_one() {
    let (found, diagnostics) = languages(&[
        ("languages/fr.ftl", "slides = Planches\n"),
        ("languages/en.ftl", "now = Live\n"),
    ]);
    assert_eq!(diagnostics, []);
    let french = found.of("fr-CA");
    assert_eq!((&*french.slides, &*french.video), ("Planches", "Vidéo"));
    assert_eq!(&*found.of("").now, "Live");
    assert_eq!(&*found.of("de").now, "Gerade jetzt");
}

#[test]
fn a_language_of_the_site_falls_back_to_english_and_says_so() {
    let (found, diagnostics) = languages(&[(
        "languages/sv.ftl",
        "slides = Bilder\nslides_count = { $count ->\n    [one] En bild\n   *[other] { $count } bilder\n}\ncountry-se = Sverige\n",
    )]);
    let swedish = found.of("sv");
    assert_eq!((&*swedish.slides, &*swedish.video), ("Bilder", "Video"));
    assert_eq!(swedish.language, "sv");
    assert_eq!(swedish.slides_count.with(&[("count", 1.into())]), "En bild");
    assert_eq!(swedish.slides_count.with(&[("count", 4.into())]), "4 bilder");
    assert_eq!(swedish.countries["se"], "Sverige");
    let words: Vec<_> = diagnostics.iter().map(|found| found.problem.words().message).collect();
    assert_eq!(words.len(), 1);
    assert!(words[0].ends_with("words are missing in this language"), "{words:?}");
}

#[test]
fn values_keep_their_direction_in_texts_from_right_to_left() {
    let hebrew = built_in_vocabulary("he");
    let text = hebrew.see_all.with(&[("site", "Bread".into())]);
    assert!(text.contains("\u{2068}Bread\u{2069}"), "{text}");
    assert_eq!(hebrew.day.with(&[("number", PhraseValue::Count(2))]), "יום 2");
    assert_eq!(super::direction(&hebrew.language), "rtl");
}

#[test]
fn nothing_that_a_file_says_is_endless() {
    let deep = format!("now = {}x{}\n", "{ ".repeat(5000), " }".repeat(5000));
    let calls = format!("now = {{ {}$x{} }}\n", "A(".repeat(5000), ")".repeat(5000));
    let circle = "now = { -a }\n-a = { -b }{ -b }\n-b = { -a }{ -a }\n".to_owned();
    let mut doubling = String::new();
    for n in 0..60 {
        // Writing to a String cannot fail.
        let _ = writeln!(doubling, "-a{n} = {{ -a{0} }}{{ -a{0} }}", n + 1);
    }
    for text in [deep, calls, circle, doubling + "now = { -a0 }\n", "now = {".repeat(10_000)] {
        let (found, diagnostics) = languages(&[("languages/en.ftl", &text)]);
        assert!(!diagnostics.is_empty(), "{}", &text[..40]);
        assert_eq!(&*found.of("en").now, "Happening now");
    }
}
