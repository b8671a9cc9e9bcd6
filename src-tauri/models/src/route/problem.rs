//! What is to be planned, and what is wrong with it.

/// Whether a stop has to be visited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// A plan without it is no plan.
    Must,
    /// Visited when it pays.
    May,
    /// Left out.
    Never,
}

/// One possible visit. A fixed appointment is a [`Rule::Must`] with a person and `opens == closes`; lunch is a
/// [`Rule::Must`] of one person at the place where they eat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    /// Row of the travel matrix.
    pub place: usize,
    /// How long the visit takes, in units of time.
    pub duration: i64,
    /// The earliest moment at which it may start; who arrives sooner waits.
    pub opens: i64,
    /// The latest moment at which it may start.
    pub closes: i64,
    /// What it gains. A [`Rule::May`] stop that gains nothing is left out.
    pub prize: i64,
    /// How much of a person's capacity it takes.
    pub demand: i64,
    /// Whether it has to be visited.
    pub rule: Rule,
    /// The only person who may go, by index.
    pub person: Option<usize>,
}

/// Somebody who visits, on one day. A week is one entry for each day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    /// Row of the travel matrix where the day starts.
    pub start: usize,
    /// Row of the travel matrix where it ends.
    pub end: usize,
    /// The earliest departure.
    pub from: i64,
    /// The latest return.
    pub until: i64,
    /// The sum of demands that can be served.
    pub capacity: i64,
}

/// Travel times between places, in any direction; nothing has to be symmetric.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Travel {
    size: usize,
    times: Vec<i64>,
}

/// Why there is no plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RouteError {
    /// Nobody is there to go.
    #[error("there is nobody to make the visits")]
    Nobody,
    /// The matrix has not as many entries as its size squared.
    #[error("{given} travel times, {needed} are needed")]
    NotSquare {
        /// Size squared.
        needed: usize,
        /// What there was.
        given: usize,
    },
    /// A coordinate is NaN or infinite, or so large that lengths cannot be told apart.
    #[error("the coordinates of place {place} are not usable numbers")]
    BadCoordinate {
        /// Row of the travel matrix.
        place: usize,
    },
    /// A stop or person names a place or person that is not there.
    #[error("stop {stop:?} or person {person:?} refers to something that does not exist")]
    Unknown {
        /// Index of the stop that does.
        stop: Option<usize>,
        /// Index of the person that does.
        person: Option<usize>,
    },
    /// A duration, time, demand, prize or capacity is negative or above [`Problem::LARGEST`].
    #[error("a number of stop {stop:?} or person {person:?} is negative or too large")]
    OutOfRange {
        /// Index of the stop.
        stop: Option<usize>,
        /// Index of the person.
        person: Option<usize>,
    },
    /// A travel time is negative or above [`Problem::LARGEST`].
    #[error("the travel time from place {from} to place {to} is negative or too large")]
    BadTravel {
        /// Row of the matrix.
        from: usize,
        /// Column of the matrix.
        to: usize,
    },
    /// A window or a working day ends before it begins.
    #[error("the window of stop {stop:?} or person {person:?} ends before it begins")]
    Reversed {
        /// Index of the stop.
        stop: Option<usize>,
        /// Index of the person.
        person: Option<usize>,
    },
    /// A stop that must be visited cannot be, even by somebody who does nothing else.
    #[error("stop {stop} must be visited, but nobody can be there in time and return")]
    OutOfReach {
        /// Index of the stop.
        stop: usize,
    },
    /// Each stop that must be visited could be, but no plan was found that visits all of them.
    #[error("no plan was found that visits every stop that must be visited; {} are left over", .stops.len())]
    DoNotFit {
        /// Indexes of those left over by the best plan.
        stops: Vec<usize>,
    },
}

impl Travel {
    /// From a matrix by rows: entry `from * size + to`.
    pub fn from_matrix(size: usize, times: Vec<i64>) -> Result<Self, RouteError> {
        if times.len() != size * size {
            return Err(RouteError::NotSquare { needed: size * size, given: times.len() });
        }
        if let Some(bad) = times.iter().position(|t| !(0..=Problem::LARGEST).contains(t)) {
            return Err(RouteError::BadTravel { from: bad / size, to: bad % size });
        }
        Ok(Self { size, times })
    }

    /// Straight lines between points, truncated to so many decimals and counted in units of the last one: with
    /// `decimals` = 1 a length of 15.27 is 152. This is the convention of the benchmark sets of Solomon (1987) and of
    /// Cordeau, Laporte & Mercier (2001).
    pub fn straight(points: &[(f64, f64)], decimals: u32) -> Result<Self, RouteError> {
        let scale = 10f64.powi(i32::try_from(decimals).unwrap_or(i32::MAX));
        let usable = |v: f64| v.is_finite() && (v * scale).abs() <= Problem::LARGEST as f64 / 3.0;
        if let Some(place) = points.iter().position(|(x, y)| !usable(*x) || !usable(*y)) {
            return Err(RouteError::BadCoordinate { place });
        }
        let times = points.iter().flat_map(|a| points.iter().map(move |b| (a.0 - b.0).hypot(a.1 - b.1)));
        // A length that is a whole number of units must not be lost to the last bit of the square root.
        let whole = |length: f64| (length * scale + 1e-9).floor() as i64;
        Ok(Self { size: points.len(), times: times.map(whole).collect() })
    }

    /// From one place to another.
    pub fn time(&self, from: usize, to: usize) -> i64 {
        self.times[from * self.size + to]
    }

    /// How many places there are.
    pub fn size(&self) -> usize {
        self.size
    }
}

/// A problem that makes sense: every reference exists, every window is in order, every number can be summed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    stops: Vec<Stop>,
    people: Vec<Person>,
    travel: Travel,
}

impl Problem {
    /// The largest time, demand or prize: four of them fit into 31 bits.
    pub const LARGEST: i64 = 500_000_000;

    /// Checks references, ranges, windows, and that every stop that must be visited can be by somebody who does
    /// nothing else. Stops out of reach that only [`Rule::May`] be visited are allowed, and left out of every plan.
    pub fn new(stops: Vec<Stop>, people: Vec<Person>, travel: Travel) -> Result<Self, RouteError> {
        let problem = Self { stops, people, travel };
        problem.check_people()?;
        for (index, stop) in problem.stops.iter().enumerate() {
            problem.check_stop(index, stop)?;
        }
        Ok(problem)
    }

    fn check_people(&self) -> Result<(), RouteError> {
        if self.people.is_empty() {
            return Err(RouteError::Nobody);
        }
        for (index, person) in self.people.iter().enumerate() {
            let (stop, at) = (None, Some(index));
            if person.start.max(person.end) >= self.travel.size {
                return Err(RouteError::Unknown { stop, person: at });
            }
            if !in_range(&[person.from, person.until, person.capacity]) {
                return Err(RouteError::OutOfRange { stop, person: at });
            }
            if person.until < person.from {
                return Err(RouteError::Reversed { stop, person: at });
            }
        }
        Ok(())
    }

    fn check_stop(&self, index: usize, stop: &Stop) -> Result<(), RouteError> {
        let (at, person) = (Some(index), None);
        if stop.place >= self.travel.size || stop.person.is_some_and(|p| p >= self.people.len()) {
            return Err(RouteError::Unknown { stop: at, person });
        }
        if !in_range(&[stop.duration, stop.opens, stop.closes, stop.prize, stop.demand]) {
            return Err(RouteError::OutOfRange { stop: at, person });
        }
        if stop.closes < stop.opens {
            return Err(RouteError::Reversed { stop: at, person });
        }
        if stop.rule == Rule::Must && !(0..self.people.len()).any(|p| self.reaches(p, index)) {
            return Err(RouteError::OutOfReach { stop: index });
        }
        Ok(())
    }

    /// Whether a person who does nothing else can make this visit, by the direct way.
    pub fn reaches(&self, person: usize, stop: usize) -> bool {
        let (who, what) = (&self.people[person], &self.stops[stop]);
        let begin = what.opens.max(who.from + self.travel.time(who.start, what.place));
        what.person.is_none_or(|only| only == person)
            && what.demand <= who.capacity
            && begin <= what.closes
            && begin + what.duration + self.travel.time(what.place, who.end) <= who.until
    }

    /// The stops, by index.
    pub fn stops(&self) -> &[Stop] {
        &self.stops
    }

    /// The people, by index.
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// The travel times.
    pub fn travel(&self) -> &Travel {
        &self.travel
    }
}

fn in_range(numbers: &[i64]) -> bool {
    numbers.iter().all(|n| (0..=Problem::LARGEST).contains(n))
}
