//! What the audience sends: questions, and whether it goes too fast or too slow.
//!
//! **Invariant:** anybody may send anything as often as they like; what is kept is limited in length,
//! number and rate, and only the presenter sees it.

use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::io::serve::ClientKey;

/// The commands of followers.
pub(super) const FOLLOWER_COMMANDS: &[&str] = &["question", "pace"];

/// The longest question, in characters.
const MOST_CHARS: usize = 300;
/// The maximum number of open questions; further ones are refused until the presenter dismisses
/// some.
const MOST_KEPT: usize = 100;
/// How many questions one client may send in [`WINDOW`], and all of them together. A whole room may
/// share one address, so the first number is not small.
const MOST_OF_CLIENT: usize = 10;
const MOST_OF_ALL: usize = 40;
const WINDOW: Duration = Duration::from_mins(1);
/// How long a "too fast" counts.
const PACE_TIME: Duration = Duration::from_mins(5);
/// How many votes on the pace are kept.
const MOST_VOTES: usize = 1000;

/// A question of the audience.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Question {
    id: u64,
    text: String,
}

/// A follower's opinion on the pace.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Pace {
    Fast,
    Slow,
}

/// A question as a page sends it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuestionCommand {
    pub(super) text: String,
}

/// An opinion as a page sends it. The page chooses a random name, since a whole room may share one
/// address.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PaceCommand {
    pub(super) pace: Pace,
    pub(super) from: String,
}

/// The presenter has seen a question.
#[derive(Deserialize)]
pub(super) struct DismissCommand {
    pub(super) id: u64,
}

/// What the presenter sees.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct AudienceView<'a> {
    questions: &'a [Question],
    fast: usize,
    slow: usize,
}

/// Why a message was refused.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Declined {
    /// It is empty or too long.
    Invalid,
    /// There were too many recently.
    TooMany,
}

/// The audience's messages.
#[derive(Debug, Default)]
pub(super) struct Questions {
    kept: Vec<Question>,
    next: u64,
    /// When recent questions arrived, and from where.
    recent: VecDeque<(Instant, ClientKey)>,
    votes: BTreeMap<(ClientKey, String), (Instant, Pace)>,
}

impl Questions {
    /// Takes a question.
    pub(super) fn ask(
        &mut self,
        text: &str,
        client: ClientKey,
        now: Instant,
    ) -> Result<(), Declined> {
        let text = one_line(text);
        if text.is_empty() || text.chars().count() > MOST_CHARS {
            return Err(Declined::Invalid);
        }
        self.count(client, now)?;
        if self.kept.len() >= MOST_KEPT {
            return Err(Declined::TooMany);
        }
        self.next += 1;
        self.kept.push(Question { id: self.next, text });
        Ok(())
    }

    /// Takes an opinion, which replaces the earlier one of the same page.
    pub(super) fn vote(
        &mut self,
        vote: PaceCommand,
        client: ClientKey,
        now: Instant,
    ) -> Result<(), Declined> {
        if vote.from.is_empty() || vote.from.len() > 32 {
            return Err(Declined::Invalid);
        }
        self.count(client, now)?;
        self.votes.retain(|_, (at, _)| now.duration_since(*at) < PACE_TIME);
        if self.votes.len() >= MOST_VOTES {
            return Err(Declined::TooMany);
        }
        self.votes.insert((client, vote.from), (now, vote.pace));
        Ok(())
    }

    /// Counts something that came from a client, if it may send that.
    fn count(&mut self, client: ClientKey, now: Instant) -> Result<(), Declined> {
        self.recent.retain(|(at, _)| now.duration_since(*at) < WINDOW);
        let own = self.recent.iter().filter(|(_, other)| *other == client).count();
        if own >= MOST_OF_CLIENT || self.recent.len() >= MOST_OF_ALL {
            return Err(Declined::TooMany);
        }
        self.recent.push_back((now, client));
        Ok(())
    }

    /// Removes a question.
    pub(super) fn dismiss(&mut self, id: u64) {
        self.kept.retain(|question| question.id != id);
    }

    /// What the presenter sees now.
    pub(super) fn view(&self, now: Instant) -> AudienceView<'_> {
        let votes = self.votes.values().filter(|(at, _)| now.duration_since(*at) < PACE_TIME);
        let count = |wanted: Pace| votes.clone().filter(|(_, pace)| *pace == wanted).count();
        AudienceView { questions: &self.kept, fast: count(Pace::Fast), slow: count(Pace::Slow) }
    }
}

/// A text on one line, without characters that draw nothing or turn the text around.
fn one_line(text: &str) -> String {
    let is_shown = |c: char| {
        !c.is_control()
            && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    let words = words.map(|word| word.chars().filter(|c| is_shown(*c)).collect::<String>());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{Declined, MOST_CHARS, MOST_OF_CLIENT, Pace, PaceCommand, Questions};
    use crate::io::serve::ClientKey;

    fn client(last: u8) -> ClientKey {
        ClientKey::at([192, 0, 2, last].into())
    }

    #[test]
    fn a_question_is_a_line_of_limited_length() {
        let mut questions = Questions::default();
        let now = Instant::now();
        let mut ask = |text: &str| questions.ask(text, client(1), now);
        assert_eq!(ask("  why\n<b>\u{202e}this</b>\u{7} "), Ok(()));
        assert_eq!(ask(" \n\u{200b}"), Err(Declined::Invalid));
        assert_eq!(ask(&"é".repeat(MOST_CHARS)), Ok(()));
        assert_eq!(ask(&"é".repeat(MOST_CHARS + 1)), Err(Declined::Invalid));
        assert_eq!(questions.view(now).questions[0].text, "why <b>this</b>");
        questions.dismiss(1);
        assert_eq!(questions.view(now).questions.len(), 1);
    }

    #[test]
    fn nobody_can_flood_the_presenter() {
        let mut questions = Questions::default();
        let mut now = Instant::now();
        let sent = |questions: &mut Questions, by: u8, now| {
            (0..50).filter(|_| questions.ask("?", client(by), now).is_ok()).count()
        };
        assert_eq!(sent(&mut questions, 1, now), MOST_OF_CLIENT);
        assert_eq!(sent(&mut questions, 2, now), MOST_OF_CLIENT, "others still can");
        assert_eq!((3..20).map(|by| sent(&mut questions, by, now)).sum::<usize>(), 20);
        now += Duration::from_secs(61);
        assert_eq!((30..90).map(|by| sent(&mut questions, by, now)).sum::<usize>(), 40);
        now += Duration::from_secs(61);
        assert_eq!(sent(&mut questions, 1, now), 10);
        now += Duration::from_secs(61);
        assert_eq!(
            (30..90).map(|by| sent(&mut questions, by, now)).sum::<usize>(),
            10,
            "all are kept until the presenter saw some"
        );
    }

    #[test]
    fn a_page_has_one_opinion_for_some_minutes() {
        let mut questions = Questions::default();
        let now = Instant::now();
        let mut vote = |from: &str, pace| {
            let command = PaceCommand { pace, from: from.to_owned() };
            questions.vote(command, client(1), now)
        };
        assert_eq!(vote("a", Pace::Fast), Ok(()));
        assert_eq!(vote("a", Pace::Slow), Ok(()));
        assert_eq!(vote("b", Pace::Slow), Ok(()));
        assert_eq!(vote("", Pace::Slow), Err(Declined::Invalid));
        let view = questions.view(now);
        assert_eq!((view.fast, view.slow), (0, 2));
        assert_eq!(questions.view(now + Duration::from_mins(6)).slow, 0);
    }
}
