//! Agendas, row by row.

use jiff::civil::{Time, date, time};

use super::{Agenda, AgendaItem, HalfName, Misfit, Shares, Topic, agenda};
use crate::event::{Hours, When};

fn topic(planned: u64, estimated: u64) -> Topic {
    Topic { planned: planned * 60, estimated: estimated * 60, ..Topic::default() }
}

fn hours(start: i8, end: i8) -> Hours {
    Hours { start: time(start, 0, 0, 0), end: time(end, 0, 0, 0) }
}

fn misfit(planned: u64, estimated: u64, why: Misfit) -> Agenda {
    Agenda::Misfit(Shares { planned, estimated, available: 780 }, why)
}

fn two_days() -> When {
    When {
        days: vec![date(2019, 4, 23), date(2019, 4, 24)],
        hours: Some(hours(9, 17)),
        breaks: vec![(time(10, 30, 0, 0), 15), (time(12, 0, 0, 0), 60), (time(15, 0, 0, 0), 15)],
        timezone: None,
    }
}

fn lines(agenda: &Agenda) -> Vec<String> {
    let Agenda::Timed(days) = agenda else { return vec![format!("{agenda:?}")] };
    let clock = |time: Time| time.strftime("%H:%M").to_string();
    let mut lines = Vec::new();
    for day in days {
        for half in &day.halves {
            lines.push(format!("{} {:?}", day.date, half.name));
            for row in &half.rows {
                let what = match row.what {
                    AgendaItem::Topic { index, is_continued } => {
                        format!("{index}{}", if is_continued { "+" } else { "" })
                    }
                    other => format!("{other:?}"),
                };
                lines.push(format!("{}-{} {what}", clock(row.start), clock(row.end)));
            }
        }
    }
    lines
}

#[test]
fn planned_minutes_are_kept_and_go_on_after_a_break() {
    let found = agenda(&two_days(), &[topic(60, 0), topic(60, 0), topic(45, 0), topic(230, 0)]);
    let expected = [
        "2019-04-23 Morning",
        "09:00-10:00 0",
        "10:00-10:30 1",
        "10:30-10:45 Break",
        "10:45-11:15 1+",
        "11:15-12:00 2",
        "12:00-13:00 Lunch",
        "2019-04-23 Afternoon",
        "13:00-15:00 3",
        "15:00-15:15 Break",
        "15:15-17:00 3+",
    ];
    assert_eq!(lines(&found), expected);
}

#[test]
fn estimates_fill_the_hours() {
    let topics: Vec<_> = (0..8).map(|_| topic(0, 70)).collect();
    let found = lines(&agenda(&two_days(), &topics));
    // Thirteen hours for eight sections; none begins or ends within ten minutes of a break.
    assert_eq!(found.first().map(String::as_str), Some("2019-04-23 Morning"));
    assert_eq!(found.last().map(String::as_str), Some("15:15-17:00 7"));
    assert!(found.contains(&"10:45-12:00 1".to_owned()), "{found:?}");
}

#[test]
fn what_cannot_fit_is_only_put_in_order() {
    let found = |planned, estimated| agenda(&two_days(), &[topic(planned, estimated)]);
    assert_eq!(found(900, 0), misfit(900, 0, Misfit::TooLong));
    assert_eq!(found(0, 2000), misfit(0, 2000, Misfit::NoRoom));
    assert_eq!(found(780, 5), misfit(780, 5, Misfit::NoRoom));
    assert_eq!(found(200, 40), misfit(200, 40, Misfit::TooShort));
    let without_hours = When { hours: None, ..two_days() };
    assert_eq!(agenda(&without_hours, &[topic(60, 0)]), Agenda::Order);
    assert_eq!(agenda(&two_days(), &[]), Agenda::Order);
}

#[test]
fn an_evening_is_one_half() {
    let when = When {
        hours: Some(Hours { start: time(18, 30, 0, 0), end: time(20, 0, 0, 0) }),
        breaks: Vec::new(),
        ..two_days()
    };
    let Agenda::Timed(days) = agenda(&when, &[topic(0, 100), topic(30, 0)]) else {
        panic!("it fits")
    };
    assert_eq!(days.len(), 2);
    assert!(days.iter().all(|day| day.halves.len() == 1));
    assert_eq!(days[0].halves[0].name, HalfName::Evening);
    assert_eq!(days[1].halves[0].rows[0].start, time(18, 30, 0, 0));
}

#[test]
fn a_section_of_no_time_stands_where_it_begins() {
    let hours = Hours { start: time(9, 0, 0, 0), end: time(10, 15, 0, 0) };
    let one = When { hours: Some(hours), ..two_days() };
    let one = When { days: vec![date(2019, 4, 23)], ..one };
    let found = lines(&agenda(&one, &[topic(30, 0), topic(0, 0), topic(30, 0)]));
    assert_eq!(found[1..], ["09:00-09:30 0", "09:30-09:30 1", "09:30-10:00 2"]);
}

#[test]
fn minutes_are_told_in_fives() {
    assert_eq!(topic(0, 7).minutes(), 5);
    assert_eq!(topic(20, 8).minutes(), 30);
}

/// A night from ten to two, with a break after midnight.
fn night(day: jiff::civil::Date, zone: Option<&str>) -> When {
    When {
        days: vec![day],
        hours: Some(hours(22, 4)),
        breaks: vec![(time(0, 30, 0, 0), 30)],
        timezone: zone.map(str::to_owned),
    }
}

#[test]
fn a_night_goes_on_after_midnight() {
    let topics = [topic(120, 0), topic(60, 0), topic(150, 0)];
    let expected = [
        "2027-05-01 Evening",
        "22:00-00:00 0",
        "00:00-00:30 1",
        "00:30-01:00 Break",
        "01:00-01:30 1+",
        "01:30-04:00 2",
    ];
    for zone in [None, Some("Europe/Paris")] {
        assert_eq!(lines(&agenda(&night(date(2027, 5, 1), zone), &topics)), expected);
    }
    let Agenda::Timed(days) = agenda(&night(date(2027, 5, 1), None), &topics) else {
        panic!("it fits")
    };
    let minutes: Vec<_> = days[0].halves[0].rows.iter().map(|row| row.minutes).collect();
    assert_eq!(minutes, [120, 30, 30, 30, 150]);
}

#[test]
fn a_night_in_which_clocks_are_changed_is_shorter_or_longer() {
    let found = |day, last| {
        let topics = [topic(120, 0), topic(60, 0), topic(last, 0)];
        lines(&agenda(&night(day, Some("Europe/Paris")), &topics))[4..].to_vec()
    };
    assert_eq!(found(date(2027, 3, 27), 90), ["01:00-01:30 1+", "01:30-04:00 2"]);
    assert_eq!(found(date(2027, 10, 30), 210), ["01:00-01:30 1+", "01:30-04:00 2"]);
    let night = night(date(2027, 3, 27), Some("Europe/Paris"));
    let shares = Shares { planned: 330, estimated: 0, available: 270 };
    let found = agenda(&night, &[topic(330, 0)]);
    assert_eq!(found, Agenda::Misfit(shares, Misfit::TooLong));
}
