//! Countries, by the two letters of ISO 3166.

use super::slug;
use crate::diag::nearest::nearest;

/// The codes in use, and unofficial codes for places without an official one.
const CODES: &str = "ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl \
    bm bn bo bq br bs bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de \
    dj dk dm do dz ec ee eg eh er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp \
    gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki \
    km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp \
    mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm \
    pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx \
    sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk um us uy uz va vc ve vg vi vn \
    vu wf ws xk ye yt za zm zw www";

/// Languages that are mistaken for countries.
const LANGUAGES: [(&str, &str); 7] = [
    ("cs", "cz"),
    ("da", "dk"),
    ("el", "gr"),
    ("en", "gb"),
    ("ja", "jp"),
    ("ko", "kr"),
    ("zh", "cn"),
];

/// All codes, in lower case.
pub fn codes() -> impl Iterator<Item = &'static str> {
    CODES.split(' ')
}

/// Whether a lower-case code names a country, or is `www` for an event without a place.
pub(super) fn is_known(code: &str) -> bool {
    codes().any(|known| known == code)
}

/// The names of countries in the languages of the pages, and their codes.
const NAMES: &str = include_str!("../pages/countries.txt");

/// Further names: codes of three letters, names in the country's own language, names of parts, and
/// colloquial ones.
const OTHER_NAMES: &str = "ae are uae emirates|ar arg|at aut|au aus|ba bosnia|be bel belgië belgien|bg bgr|\
    br bra|ca can|ch che suisse svizzera|cl chl|cn chn prc|co col|cz cze czech-republic česko čechy|de deu ger brd|\
    dk dnk danmark|ee est eesti|eg egy|es esp|fi fin suomi|fr fra|\
    gb gbr uk-gb england scotland wales great-britain britain northern-ireland u.k.|gr grc hellas ellada|hk hkg|\
    hr hrv hrvatska|hu hun magyarország|id idn|ie irl eire éire|il isr|in ind bharat|is isl ísland|it ita|\
    jp jpn nippon|ke ken|kr kor korea republic-of-korea|lt ltu lietuva|lu lux|lv lva latvija|ma mar|mx mex|\
    my mys|nl nld ned holland the-netherlands|no nor norge|nz nzl|pe per|ph phl|pl pol|pt prt|ro rou rom românia|\
    rs srb srbija|ru rus|sa sau|se swe sverige|sg sgp|si svn slovenija|sk svk slovensko|th tha|tn tun|\
    tr tur turkey turkiye|tw twn|ua ukr ukraïna|us usa america u.s.a. u.s. united-states-of-america|\
    vn vnm|za zaf rsa|www online web internet remote virtual worldwide zoom webinar everywhere distance";

/// The likely country for an unknown code or name in lower case.
pub(super) fn guess(code: &str) -> Option<&'static str> {
    let code = code.trim();
    let language = LANGUAGES.iter().find(|(language, _)| *language == code);
    let name = code.strip_prefix("the ").unwrap_or(code).replace(' ', "-");
    let is_it = |other: &str| other == name || other == code;
    let other = OTHER_NAMES.split('|').find_map(|row| {
        let mut words = row.split_whitespace();
        let country = words.next()?;
        words.any(is_it).then_some(country)
    });
    let names = || {
        let rows = NAMES.lines().filter_map(|row| row.split_once('|'));
        rows.flat_map(|(code, names)| names.split('|').map(move |name| (code, name)))
    };
    let plain = |name: &str| slug::slug(&name.replace('&', "and"));
    let wanted = plain(code);
    let whole = || names().find(|(_, name)| !wanted.is_empty() && plain(name) == wanted);
    // Several, such as `fr, be`: the first one.
    let first = || {
        let (first, _) = code.split_once([',', '/', ';', ' '])?;
        CODES.split(' ').find(|known| *known == first)
    };
    let near = || {
        let found = nearest(code, names().map(|(_, name)| name).filter(|name| name.len() > 4))?;
        names().find(|(_, name)| *name == found).map(|(country, _)| country)
    };
    let found = language.map(|&(_, country)| country).or(other);
    found.or_else(|| whole().map(|(country, _)| country)).or_else(first).or_else(near)
}

#[cfg(test)]
mod tests {
    use super::{CODES, OTHER_NAMES, guess, is_known};

    #[test]
    fn codes_are_sorted_and_complete() {
        let codes: Vec<_> = CODES.split(' ').collect();
        assert!(codes[..codes.len() - 1].is_sorted());
        // 249 of ISO 3166, `eu`, `uk`, `xk`, `www`.
        assert_eq!(codes.len(), 253);
    }

    #[test]
    fn a_language_is_no_country() {
        assert!(is_known("no") && is_known("uk") && !is_known("en") && !is_known(""));
        assert_eq!(guess("en"), Some("gb"));
    }

    #[test]
    fn countries_are_known_by_many_names() {
        for (name, code) in [
            ("belgium", "be"),
            ("belgique", "be"),
            ("usa", "us"),
            ("united kingdom", "gb"),
            ("the netherlands", "nl"),
            ("czech republic", "cz"),
            ("czechia", "cz"),
            ("espana", "es"),
            ("frnace", "fr"),
            ("fr, be", "fr"),
            ("deutschland", "de"),
            ("日本", "jp"),
            ("zoom", "www"),
        ] {
            assert_eq!(guess(name), Some(code), "{name}");
        }
        assert_eq!(guess("atlantis"), None);
        let codes = OTHER_NAMES.split('|').filter_map(|row| row.split_whitespace().next());
        assert!(codes.clone().all(is_known), "{:?}", codes.collect::<Vec<_>>());
    }
}
