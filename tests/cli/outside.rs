//! Links to services outside: maps, and calendars on the web with an event filled in.

use crate::fixture::Test;

/// The addresses of links on the page of the event of this entry that begin so.
fn links(entry: &str, begin: &str) -> Vec<String> {
    let list = format!("site: {{url: 'https://example.org/', title: S}}\nworkshops:\n- {entry}\n");
    let ran = Test::fine().file("workshops.yml", list).args("build -q").run();
    let page = ran.text("public/events/one/index.html");
    let links = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let links = links.map(|link| link.replace("&amp;", "&"));
    links.filter(|link| link.starts_with(begin)).collect()
}

const GOOGLE: &str = "https://calendar.google.com/";
const OUTLOOK: &str = "https://outlook.live.com/";
const MAP: &str = "https://www.openstreetmap.org/";

#[test]
fn hours_are_those_of_the_place() {
    let entry = "{slug: one, date: 2027-03-27, title: 'Bread & butter', hours: '09:00-17:30', timezone: Europe/Paris, \
                 city: Paris, country: fr, place: '1 rue du Pain'}";
    assert_eq!(
        links(entry, GOOGLE),
        ["https://calendar.google.com/calendar/render?action=TEMPLATE&text=Bread%20%26%20butter\
             &dates=20270327T090000/20270327T173000&ctz=Europe/Paris\
             &location=1%20rue%20du%20Pain%2C%20Paris%2C%20France\
             &details=https%3A//example.org/events/one/"]
    );
    let outlook = links(entry, OUTLOOK);
    assert_eq!(outlook.len(), 1);
    assert!(
        outlook[0].contains(
            "&startdt=2027-03-27T09%3A00%3A00%2B01%3A00&enddt=2027-03-27T17%3A30%3A00%2B01%3A00&"
        ),
        "{outlook:?}"
    );
    assert_eq!(
        links(entry, MAP),
        ["https://www.openstreetmap.org/search?query=1%20rue%20du%20Pain%2C%20Paris%2C%20France"]
    );
}

#[test]
fn each_day_has_its_distance_from_utc() {
    // Clocks are put forward in the night between the two days; the second one ends after midnight.
    let entry = "{slug: one, date: [2027-03-27, 2027-03-28], title: Nights, hours: '22:00-01:00', timezone: Europe/Paris}";
    let google = links(entry, GOOGLE);
    assert_eq!(google.len(), 2);
    assert!(google[0].contains("text=Nights%20%281/2%29&dates=20270327T220000/20270328T010000&"));
    assert!(google[1].contains("text=Nights%20%282/2%29&dates=20270328T220000/20270329T010000&"));
    let outlook = links(entry, OUTLOOK);
    assert!(outlook[0].contains(
        "startdt=2027-03-27T22%3A00%3A00%2B01%3A00&enddt=2027-03-28T01%3A00%3A00%2B01%3A00"
    ));
    assert!(outlook[1].contains(
        "startdt=2027-03-28T22%3A00%3A00%2B02%3A00&enddt=2027-03-29T01%3A00%3A00%2B02%3A00"
    ));
}

#[test]
fn whole_days_end_with_the_day_after_the_last() {
    let entry = "{slug: one, date: [2027-02-27, 2027-02-28, 2027-03-03], title: Days}";
    let google = links(entry, GOOGLE);
    assert!(google[0].contains("&dates=20270227/20270301&"), "{google:?}");
    assert!(google[1].contains("&dates=20270303/20270304&"), "{google:?}");
    assert!(google.iter().all(|link| !link.contains("ctz=")));
    let outlook = links(entry, OUTLOOK);
    assert!(outlook[0].contains("&startdt=2027-02-27&enddt=2027-03-01&allday=true"), "{outlook:?}");
}

#[test]
fn what_has_no_place_or_time_has_no_links() {
    for entry in [
        "{slug: one, title: Anytime, city: Paris, country: fr}",
        "{slug: one, date: 2027-03-27, title: Off, status: cancelled, city: Paris, country: fr}",
    ] {
        assert!(links(entry, GOOGLE).is_empty() && links(entry, OUTLOOK).is_empty(), "{entry}");
        assert_eq!(links(entry, MAP).len(), 1, "{entry}");
    }
    for entry in [
        "{slug: one, date: 2027-03-27, title: T, city: online, country: fr}",
        "{slug: one, date: 2027-03-27, title: T, country: www}",
        "{slug: one, date: 2027-03-27, title: T}",
    ] {
        assert!(links(entry, MAP).is_empty(), "{entry}");
        assert_eq!(links(entry, GOOGLE).len(), 1, "{entry}");
    }
}

#[test]
fn a_missing_page_brings_along_what_there_is() {
    let list = "site: {url: 'https://example.org/sub/', title: S}\nredirects: {next: events/one/}\n\
                workshops:\n- {slug: one, date: 2027-03-27, title: 'Fish & chips'}\n";
    let page =
        Test::fine().file("workshops.yml", list).args("build -q").run().text("public/404.html");
    assert!(page.contains("data-near=\"/sub/\""), "{page}");
    let json =
        page.split("id=\"addresses\">").nth(1).and_then(|rest| rest.split("</script>").next());
    let known: Vec<(String, String)> = serde_json::from_str(json.unwrap()).unwrap();
    let title =
        |path: &str| known.iter().find(|(known, _)| known == path).map(|(_, title)| title.as_str());
    assert_eq!(title("events/one/index.html"), Some("Fish & chips"));
    assert!(known.iter().any(|(path, _)| path.starts_with("next")), "{known:?}");
    assert!(known.iter().all(|(path, _)| !path.starts_with("assets/") && path != "404.html"));
}
