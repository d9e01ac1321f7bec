//! Countries, by the two letters of ISO 3166.

/// The codes in use, and unofficial codes for places that have none.
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

/// Whether a lower-case code names a country, or is `www` for an event without a place.
pub(super) fn is_known(code: &str) -> bool {
    CODES.split(' ').any(|known| known == code)
}

/// The likely country for an unknown code.
pub(super) fn guess(code: &str) -> Option<&'static str> {
    LANGUAGES
        .iter()
        .find(|(language, _)| *language == code)
        .map(|&(_, country)| country)
        .or_else(|| ["online", "web", "internet", "remote"].contains(&code).then_some("www"))
}

#[cfg(test)]
mod tests {
    use super::{CODES, guess, is_known};

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
}
