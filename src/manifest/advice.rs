//! Suggestions for values of another kind. Those for keys come from their tables, in `keys`.

use super::yaml::{Yaml, YamlNode};
use crate::diag::nearest::nearest;
use crate::diag::{ManifestProblem, Problem, ValueProblem};
use crate::keys::CONTENT_ENTRY;

/// Longer suggestions are not written out.
const LONGEST: usize = 120;

/// The problem with an unknown key of an entry of `content` that is a path or a part with a title.
pub fn entry(key: &str, value: &Yaml) -> Option<Problem> {
    if key.contains(':') {
        return None;
    }
    let help = match &value.node {
        YamlNode::List(_) if !key.contains('/') => {
            let place = "a part is a nested list without a name: `- - one.md` and below it \
                         `  - two.md`; its title is its first `# Heading`";
            return (!CONTENT_ENTRY.explains(key)).then(|| {
                ValueProblem::OtherKey { key: key.to_owned(), help: place.to_owned() }.into()
            });
        }
        _ if key.rsplit_once('.').is_none_or(|(_, ending)| ending != "md") => return None,
        YamlNode::Null => format!("a path ends without a colon: `- {key}`"),
        _ => {
            let minutes = value.scalar().and_then(minutes).unwrap_or(25);
            format!("write `- {{chapter: {key}, minutes: {minutes}}}`")
        }
    };
    Some(ValueProblem::OtherKey { key: key.to_owned(), help }.into())
}

/// The problem of a value of a wrong type; `help` replaces the usual suggestion.
pub fn wrong_type(
    key: &str,
    expected: &'static str,
    found: &Yaml,
    help: Option<String>,
) -> ManifestProblem {
    ManifestProblem::WrongType {
        key: key.to_owned(),
        expected,
        found: found.kind().to_owned(),
        help: help.or_else(|| of_type(key, expected, found)),
    }
}

/// A suggestion for a value of a wrong type.
fn of_type(key: &str, expected: &str, found: &Yaml) -> Option<String> {
    let scalars = |items: &[Yaml]| -> Option<Vec<String>> {
        let texts = items.iter().map(|item| item.scalar().map(|text| text.trim().to_owned()));
        texts.collect::<Option<Vec<_>>>().filter(|texts| !texts.is_empty())
    };
    match &found.node {
        YamlNode::List(_) if key == "slides" => Some(
            "the list of chapters is `content:`; `slides:` is the address of the deck".to_owned(),
        ),
        YamlNode::Map(_) | YamlNode::Text(_) if expected == "a list of events" => {
            Some("write a dash before the first key of each event: `- title: …`".to_owned())
        }
        YamlNode::Text(text) if expected == "a list of mappings" => {
            Some(format!("write keys and values: `- title: {text}`"))
                .filter(|help| help.len() <= LONGEST)
        }
        YamlNode::Text(text) if expected.contains("a mapping") => {
            let (name, value) =
                text.split_once([':', '=']).filter(|(name, _)| !name.contains(' '))?;
            let value = value.trim_start_matches(['>', ' ']);
            Some(format!("write a space after the colon: `{name}: {value}`"))
        }
        YamlNode::List(items) if expected == "a text" => {
            let texts = scalars(items)?.join(", ");
            Some(if texts.contains(['"', ':', '#', '\n']) || texts.len() > LONGEST {
                "write one text; several lines begin after `|`".to_owned()
            } else {
                format!(
                    "write one text: `{key}: {texts}`; to show the brackets, `{key}: \"[{texts}]\"`"
                )
            })
        }
        YamlNode::List(_) if expected.contains("mapping of names to texts") => {
            Some(format!("write a name, a colon and a text: `{key}: {{wifi: guest}}`"))
        }
        YamlNode::Map(entries) if expected.contains("list of chapters") => {
            let chapters = entries.iter().find_map(|(_, value)| value.scalar());
            let chapter = chapters.unwrap_or("intro.md").trim();
            Some(format!("write a list: a line with a dash for each chapter, `- {chapter}`"))
        }
        YamlNode::Map(entries) if expected.contains("list") => {
            let names: Vec<_> = entries.iter().map(|(name, _)| name.value.as_str()).collect();
            Some(format!("write a list: `{key}: [{}]`", names.join(", ")))
                .filter(|help| help.len() <= LONGEST)
        }
        YamlNode::Map(entries) if expected == "a text" => {
            let (name, value) = entries.first()?;
            Some(match value.node {
                YamlNode::Null => {
                    format!("put the text in quotes: `{key}: \"{{{}}}\"`", name.value)
                }
                _ => format!("write one text: `{key}: {}`", value.scalar().unwrap_or("…")),
            })
        }
        YamlNode::Number(_) | YamlNode::Bool(..) if expected.contains("list of chapters") => {
            Some("write the path of a Markdown file in `slides/`: `intro.md`".to_owned())
        }
        YamlNode::Null if expected == "a text" => Some(format!("write `{key}: …`")),
        _ => None,
    }
}

/// A suggestion for `interstitials`.
pub fn interstitials(text: &str) -> String {
    let text = text.trim();
    if text.contains(['/', '.']) && text.parse::<f64>().is_err() {
        return format!("write a list: `interstitials: [{text}]`");
    }
    "did you mean `false`?".to_owned()
}

/// Minutes as authors write them: `25m`, `1h30`, `1:30`, `90 s`.
pub fn minutes(text: &str) -> Option<u32> {
    let text = text.trim().to_lowercase();
    let mut total = 0.0_f64;
    let mut rest = text.as_str();
    let mut unit = 1.0;
    let mut is_any = false;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let number: f64 = rest[..end].parse().ok()?;
        rest = rest[end..].trim_start();
        let letters =
            rest.find(|c: char| !c.is_alphabetic() && c != ':' && c != '\'').unwrap_or(rest.len());
        let word = rest[..letters].trim_end_matches('.');
        rest = rest[letters..].trim_start();
        let (factor, next) = match word {
            "h" | "hr" | "hrs" | "hour" | "hours" | ":" | "std" | "heures" => (60.0, 1.0),
            "" => (unit, 1.0),
            "m" | "mn" | "min" | "mins" | "minute" | "minutes" | "'" => (1.0, 1.0 / 60.0),
            "s" | "sec" | "secs" | "second" | "seconds" => (1.0 / 60.0, 1.0),
            _ => return None,
        };
        total += number * factor;
        (unit, is_any) = (next, true);
    }
    // At most a day.
    let total = total.ceil();
    if !is_any || !(1.0..=1440.0).contains(&total) {
        return None;
    }
    (1..=1440).find(|&minutes| f64::from(minutes) >= total)
}

/// The codes of languages, with their names in English and in the language.
const LANGUAGES: &[(&str, &[&str])] = &[
    ("ar", &["arabic", "العربية"]),
    ("bg", &["bulgarian", "български"]),
    ("ca", &["catalan", "català"]),
    ("cs", &["czech", "čeština", "cz"]),
    ("da", &["danish", "dansk", "dk"]),
    ("de", &["german", "deutsch", "ger", "allemand"]),
    ("el", &["greek", "ελληνικά", "gr"]),
    ("en", &["english", "eng", "anglais", "englisch", "inglés", "uk", "us", "gb"]),
    ("es", &["spanish", "español", "castellano", "espagnol"]),
    ("et", &["estonian", "eesti"]),
    ("fa", &["persian", "farsi"]),
    ("fi", &["finnish", "suomi"]),
    ("fr", &["french", "français", "francais", "französisch"]),
    ("he", &["hebrew", "עברית"]),
    ("hi", &["hindi"]),
    ("hr", &["croatian", "hrvatski"]),
    ("hu", &["hungarian", "magyar"]),
    ("id", &["indonesian"]),
    ("it", &["italian", "italiano", "italien"]),
    ("ja", &["japanese", "日本語", "jp"]),
    ("ko", &["korean", "한국어", "kr"]),
    ("lt", &["lithuanian", "lietuvių"]),
    ("lv", &["latvian", "latviešu"]),
    ("nb", &["norwegian", "norsk", "bokmål"]),
    ("nl", &["dutch", "nederlands", "flemish"]),
    ("pl", &["polish", "polski"]),
    ("pt", &["portuguese", "português", "portugues"]),
    ("pt-BR", &["brazilian", "brasileiro"]),
    ("ro", &["romanian", "română"]),
    ("ru", &["russian", "русский"]),
    ("sk", &["slovak", "slovenčina"]),
    ("sl", &["slovenian", "slovenščina"]),
    ("sr", &["serbian", "српски"]),
    ("sv", &["swedish", "svenska", "se"]),
    ("th", &["thai"]),
    ("tr", &["turkish", "türkçe"]),
    ("uk", &["ukrainian", "українська", "ua"]),
    ("vi", &["vietnamese", "tiếng việt"]),
    ("zh", &["chinese", "中文", "cn"]),
];

/// A language as `fr` or `pt-BR`, or a guess if the text is not such a code.
pub fn language(text: &str) -> Result<String, Option<String>> {
    let tag = text.trim().replace('_', "-");
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    let is_fine = (2..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        });
    // Two letters that are not a language are usually the code of a country: `jp`, `cz`.
    let is_code =
        first.len() != 2 || LANGUAGE_CODES.split(' ').any(|code| first.eq_ignore_ascii_case(code));
    if is_fine && is_code {
        return Ok(first.to_ascii_lowercase() + &tag[first.len()..]);
    }
    let word = text.to_lowercase();
    let word = word.split([',', '/', ';', '(']).next().unwrap_or_default().trim();
    let named = |(code, names): &&(&str, &[&str])| *code == word || names.contains(&word);
    let found = LANGUAGES.iter().find(named).map(|(code, _)| (*code).to_owned());
    let names = LANGUAGES.iter().flat_map(|(_, names)| names.iter().copied());
    let near = || {
        let name = nearest(word, names.filter(|name| name.len() > 4))?;
        let (code, _) = LANGUAGES.iter().find(|(_, names)| names.contains(&name))?;
        Some((*code).to_owned())
    };
    Err(found.or_else(near))
}

/// The codes of two letters in ISO 639-1.
pub(crate) const LANGUAGE_CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de \
    dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik in io is \
    it iu iw ja ji jv jw ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms \
    mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm \
    sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// The width and height that the author of a text probably intended.
pub fn ratio(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let sides: Vec<&str> =
        text.split(['/', 'x', '×', ' ', '-', ',', ':']).filter(|side| !side.is_empty()).collect();
    let is_side = |side: &&str| side.bytes().all(|b| b.is_ascii_digit()) && side.len() < 5;
    if let [width, height] = sides.as_slice()
        && [width, height].into_iter().all(is_side)
    {
        let (mut a, mut b): (u32, u32) = (width.parse().ok()?, height.parse().ok()?);
        let (whole, other) = (a, b);
        while b > 0 {
            (a, b) = (b, a % b);
        }
        return (a > 0 && whole / a <= 100 && other / a <= 100)
            .then(|| format!("{}:{}", whole / a, other / a));
    }
    let known = match text.as_str() {
        "1.78" | "1.77" | "1.777" | "wide" | "widescreen" | "hd" => "16:9",
        "1.33" | "1.333" | "standard" | "normal" | "classic" => "4:3",
        "1.6" => "16:10",
        "square" | "1" => "1:1",
        _ => return None,
    };
    Some(known.to_owned())
}

/// The value of `notes` that the author of a text probably intended.
pub fn notes(text: &str) -> &'static str {
    let text = text.trim().to_lowercase();
    match text.as_str() {
        "public" | "yes" | "true" | "on" | "show" | "shown" | "visible" | "published" => "public",
        _ => "private",
    }
}

/// A tag as it is written on slides.
pub fn tag(text: &str) -> Option<String> {
    let is_mark = |c: char| !c.is_alphanumeric();
    let words =
        text.split([',', ';', '|', '，', '、', '；']).map(|word| word.trim_matches(is_mark));
    let words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(|word| word.split_whitespace().collect::<Vec<_>>().join("-"))
        .collect();
    (!words.is_empty()).then(|| words.join(", "))
}

/// A name of a variable, made from a text that is not a valid name.
pub fn variable(text: &str) -> Option<String> {
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let name: String = text.trim().chars().map(|c| if is_of_name(c) { c } else { '_' }).collect();
    let name = name.trim_matches('_');
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{language, minutes, ratio, tag};

    #[test]
    fn minutes_are_read_as_people_write_them() {
        for (text, expected) in [
            ("25m", Some(25)),
            ("25 min", Some(25)),
            ("1h", Some(60)),
            ("1h30", Some(90)),
            ("1 h 30 min", Some(90)),
            ("1:30", Some(90)),
            ("2.5", Some(3)),
            ("90s", Some(2)),
            ("1.5 hours", Some(90)),
            ("-5", None),
            ("soon", None),
            ("", None),
            ("9999999999999h", None),
        ] {
            assert_eq!(minutes(text), expected, "{text}");
        }
    }

    #[test]
    fn values_are_guessed() {
        assert_eq!(language("pt_BR"), Ok("pt-BR".to_owned()));
        assert_eq!(language("English"), Err(Some("en".to_owned())));
        assert_eq!(language("deutsch"), Err(Some("de".to_owned())));
        assert_eq!(language("frensh"), Err(Some("fr".to_owned())));
        assert_eq!(language("quenya, really"), Err(None));
        assert_eq!(ratio("1920x1080").as_deref(), Some("16:9"));
        assert_eq!(ratio("16/9").as_deref(), Some("16:9"));
        assert_eq!(ratio("0:0"), None);
        assert_eq!(tag("self paced").as_deref(), Some("self-paced"));
        assert_eq!(tag(".a; b").as_deref(), Some("a, b"));
        assert_eq!(tag("[]"), None);
    }
}
