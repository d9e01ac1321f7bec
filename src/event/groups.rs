//! Groups of events: current, upcoming, past, recorded, and self-paced.

use std::cmp::Reverse;
use std::sync::Arc;

use jiff::civil::Date;

use super::Event;

/// The events, grouped for an index. An event may be in several groups.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Groups<'a> {
    /// Events taking place today; each is in `coming` too.
    pub now: Vec<&'a Arc<Event>>,
    /// Events whose last day is not over, the earliest first.
    pub coming: Vec<&'a Arc<Event>>,
    /// Events whose last day is over, the newest first.
    pub past: Vec<&'a Arc<Event>>,
    /// Events with a recording, in the order of the file.
    pub recorded: Vec<&'a Arc<Event>>,
    /// Events without a date, in the order of the file.
    pub self_paced: Vec<&'a Arc<Event>>,
}

/// Sorts the listed events into groups, as of a day. Equal events stay in file order.
pub fn groups(events: &[Arc<Event>], today: Date) -> Groups<'_> {
    let mut groups = Groups::default();
    for event in events.iter().filter(|event| event.is_listed()) {
        if event.when.days.is_empty() {
            groups.self_paced.push(event);
        } else if event.when.is_over(today) {
            groups.past.push(event);
        } else {
            groups.coming.push(event);
        }
        if event.video.is_some() {
            groups.recorded.push(event);
        }
    }
    groups.coming.sort_by_key(|event| event.when.first());
    groups.past.sort_by_key(|event| Reverse(event.when.first()));
    groups.now = groups.coming.iter().copied().filter(|event| event.when.is_now(today)).collect();
    groups
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::civil::date;

    use super::groups;
    use crate::event::{Event, read};
    use crate::path::ProjectPath;
    use crate::source::Source;

    const LIST: &str = "\
- {title: Self-paced b}
- {title: Later, date: 2027-05-01}
- {title: Today a, date: 2027-03-04}
- {title: Evenings, date: [2027-03-02, 2027-03-04, 2027-03-09], video: v.html}
- {title: Gap, date: [2027-03-03, 2027-03-05, 2027-03-08]}
- {title: Old, date: 2020-01-01}
- {title: Yesterday a, date: 2027-03-03, video: a.html}
- {title: Yesterday b, date: 2027-03-03}
- {title: Until yesterday, date: [2027-03-01, 2027-03-03]}
- {title: Self-paced a, video: s.html}
- {title: Today b, date: 2027-03-04}
";

    fn titles<'a>(events: &[&'a Arc<Event>]) -> Vec<&'a str> {
        events.iter().map(|event| event.title.value.as_str()).collect()
    }

    #[test]
    fn events_are_sorted_into_groups() {
        let warned = read(&Source::new(ProjectPath::new("workshops.yml"), LIST));
        assert_eq!(warned.diagnostics, []);
        let groups = groups(&warned.output.events, date(2027, 3, 4));
        assert_eq!(titles(&groups.now), ["Evenings", "Today a", "Today b"]);
        assert_eq!(titles(&groups.coming), ["Evenings", "Gap", "Today a", "Today b", "Later"]);
        let past = ["Yesterday a", "Yesterday b", "Until yesterday", "Old"];
        assert_eq!(titles(&groups.past), past);
        assert_eq!(titles(&groups.recorded), ["Evenings", "Yesterday a", "Self-paced a"]);
        assert_eq!(titles(&groups.self_paced), ["Self-paced b", "Self-paced a"]);
    }

    #[test]
    fn an_event_is_over_when_its_last_day_is() {
        let list = "- {title: T, date: [2026-12-31, 2027-01-01]}\n";
        let events = read(&Source::new(ProjectPath::new("workshops.yml"), list)).output.events;
        for (today, coming, now) in [
            (date(2026, 12, 30), 1, 0),
            (date(2026, 12, 31), 1, 1),
            (date(2027, 1, 1), 1, 1),
            (date(2027, 1, 2), 0, 0),
        ] {
            let groups = groups(&events, today);
            assert_eq!((groups.coming.len(), groups.now.len()), (coming, now), "{today}");
            assert_eq!(groups.past.len(), 1 - coming);
        }
    }
}
