//! Whether a plan can be driven. Shares no code with the search: it walks through each day as a person would.

use super::problem::{Problem, Rule};

/// When somebody is where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visit {
    /// The stop, by index.
    pub stop: usize,
    /// When they get there.
    pub arrives: i64,
    /// When the visit starts; what lies between is waiting.
    pub starts: i64,
    /// When they leave.
    pub leaves: i64,
}

/// A plan that can be driven, in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timetable {
    /// For each person the visits in order.
    pub visits: Vec<Vec<Visit>>,
    /// For each person when they are back; those who stay in have their earliest departure here.
    pub returns: Vec<i64>,
    /// Sum of the prizes of visited stops.
    pub prize: i64,
    /// Sum of travel times.
    pub travel: i64,
}

/// What is wrong with a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Violation {
    /// There are more or fewer routes than people.
    #[error("{given} routes for {people} people")]
    Routes {
        /// People of the problem.
        people: usize,
        /// Routes of the plan.
        given: usize,
    },
    /// A stop that does not exist, or that is never to be visited.
    #[error("stop {stop} is not to be visited")]
    NotAllowed {
        /// The stop.
        stop: usize,
    },
    /// A stop is visited twice.
    #[error("stop {stop} is visited twice")]
    Twice {
        /// The stop.
        stop: usize,
    },
    /// A stop is visited by somebody who may not.
    #[error("stop {stop} is not for person {person}")]
    WrongPerson {
        /// The stop.
        stop: usize,
        /// The person.
        person: usize,
    },
    /// A visit would start after its window closes.
    #[error("stop {stop} closes before person {person} is there")]
    TooLate {
        /// The stop.
        stop: usize,
        /// The person.
        person: usize,
    },
    /// Somebody is back too late.
    #[error("person {person} is back too late")]
    BackLate {
        /// The person.
        person: usize,
    },
    /// Somebody carries more than they can.
    #[error("person {person} is given more than their capacity")]
    Overloaded {
        /// The person.
        person: usize,
    },
    /// A stop that must be visited is not.
    #[error("stop {stop} must be visited and is not")]
    Missed {
        /// The stop.
        stop: usize,
    },
}

/// Walks through a plan: `routes[p]` are the stops of person `p` in order, by index.
pub fn check(problem: &Problem, routes: &[Vec<usize>]) -> Result<Timetable, Violation> {
    let people = problem.people();
    if routes.len() != people.len() {
        return Err(Violation::Routes { people: people.len(), given: routes.len() });
    }
    let mut seen = vec![false; problem.stops().len()];
    let mut table = Timetable { visits: Vec::new(), returns: Vec::new(), prize: 0, travel: 0 };
    for (person, route) in routes.iter().enumerate() {
        let who = people[person];
        let (mut place, mut now, mut load) = (who.start, who.from, 0);
        let mut visits = Vec::with_capacity(route.len());
        for &stop in route {
            let what = problem.stops().get(stop).ok_or(Violation::NotAllowed { stop })?;
            if what.rule == Rule::Never {
                return Err(Violation::NotAllowed { stop });
            }
            if std::mem::replace(&mut seen[stop], true) {
                return Err(Violation::Twice { stop });
            }
            if what.person.is_some_and(|only| only != person) {
                return Err(Violation::WrongPerson { stop, person });
            }
            let way = problem.travel().time(place, what.place);
            let arrives = now + way;
            let starts = if arrives < what.opens { what.opens } else { arrives };
            if starts > what.closes {
                return Err(Violation::TooLate { stop, person });
            }
            let leaves = starts + what.duration;
            visits.push(Visit { stop, arrives, starts, leaves });
            (place, now) = (what.place, leaves);
            load += what.demand;
            table.prize += what.prize;
            table.travel += way;
        }
        if !route.is_empty() {
            let home = problem.travel().time(place, who.end);
            now += home;
            table.travel += home;
        }
        if now > who.until {
            return Err(Violation::BackLate { person });
        }
        if load > who.capacity {
            return Err(Violation::Overloaded { person });
        }
        table.visits.push(visits);
        table.returns.push(now);
    }
    let missed =
        |(stop, what): (usize, &super::problem::Stop)| (what.rule == Rule::Must && !seen[stop]).then_some(stop);
    match problem.stops().iter().enumerate().find_map(missed) {
        Some(stop) => Err(Violation::Missed { stop }),
        None => Ok(table),
    }
}
