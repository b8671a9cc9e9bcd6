//! The problem laid out for the search: stops that can be in a plan, people, and travel times in both directions.

use super::problem::{Problem, Rule};

/// Everything the inner loops read. Nodes `0..stops` are stops, those after them the places where days start or end.
#[derive(Debug)]
pub(super) struct Net {
    /// How many nodes are stops.
    pub stops: usize,
    /// Index of each stop in the problem.
    pub origin: Vec<usize>,
    pub duration: Vec<i32>,
    pub opens: Vec<i32>,
    pub closes: Vec<i32>,
    pub prize: Vec<i64>,
    pub demand: Vec<i64>,
    pub must: Vec<bool>,
    pub only: Vec<Option<u32>>,
    pub people: Vec<Day>,
    size: usize,
    out: Vec<i32>,
    back: Vec<i32>,
}

/// A person's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day {
    pub start: u32,
    pub end: u32,
    pub from: i32,
    pub until: i32,
    pub capacity: i64,
    /// The first person with the same day and the same stops: plans that swap the two are the same plan.
    pub like: u32,
}

impl Net {
    /// Leaves out stops that are never in a plan: forbidden, out of everybody's reach, or worth nothing.
    pub fn new(problem: &Problem) -> Self {
        let keep = |i: &usize| {
            let stop = &problem.stops()[*i];
            let wanted = match stop.rule {
                Rule::Must => true,
                Rule::May => stop.prize > 0,
                Rule::Never => false,
            };
            wanted && (0..problem.people().len()).any(|p| problem.reaches(p, *i))
        };
        let origin: Vec<usize> = (0..problem.stops().len()).filter(keep).collect();
        let kept: Vec<_> = origin.iter().map(|i| problem.stops()[*i]).collect();
        let mut places: Vec<usize> = kept.iter().map(|stop| stop.place).collect();
        let mut people: Vec<Day> = Vec::new();
        for (index, person) in problem.people().iter().enumerate() {
            let mut node = |place: usize| {
                let known = places[kept.len()..].iter().position(|p| *p == place);
                known.map_or_else(
                    || {
                        places.push(place);
                        (places.len() - 1) as u32
                    },
                    |at| (kept.len() + at) as u32,
                )
            };
            let mut day = Day {
                start: node(person.start),
                end: node(person.end),
                from: person.from as i32,
                until: person.until as i32,
                capacity: person.capacity,
                like: index as u32,
            };
            let named = |p: usize| kept.iter().any(|stop| stop.person == Some(p));
            let same = |(at, other): (usize, &Day)| {
                (Day { like: 0, ..*other } == Day { like: 0, ..day } && !named(at)).then_some(other.like)
            };
            if !named(index) {
                day.like = people.iter().enumerate().find_map(same).unwrap_or(day.like);
            }
            people.push(day);
        }
        let size = places.len();
        let (mut out, mut back) = (vec![0; size * size], vec![0; size * size]);
        for (i, from) in places.iter().enumerate() {
            for (j, to) in places.iter().enumerate() {
                let time = problem.travel().time(*from, *to) as i32;
                out[i * size + j] = time;
                back[j * size + i] = time;
            }
        }
        Self {
            stops: kept.len(),
            duration: kept.iter().map(|s| s.duration as i32).collect(),
            opens: kept.iter().map(|s| s.opens as i32).collect(),
            closes: kept.iter().map(|s| s.closes as i32).collect(),
            prize: kept.iter().map(|s| s.prize).collect(),
            demand: kept.iter().map(|s| s.demand).collect(),
            must: kept.iter().map(|s| s.rule == Rule::Must).collect(),
            only: kept.iter().map(|s| s.person.map(|p| p as u32)).collect(),
            origin,
            people,
            size,
            out,
            back,
        }
    }

    /// Travel times from a node to every node.
    pub fn from(&self, node: u32) -> &[i32] {
        &self.out[node as usize * self.size..][..self.size]
    }

    /// Travel times to a node from every node.
    pub fn to(&self, node: u32) -> &[i32] {
        &self.back[node as usize * self.size..][..self.size]
    }

    /// Travel time from one node to another.
    pub fn time(&self, from: u32, to: u32) -> i32 {
        self.out[from as usize * self.size + to as usize]
    }

    /// For each stop the stops near it, itself first.
    pub fn neighbours(&self) -> Vec<Vec<u32>> {
        let near = |i: u32| {
            let mut others: Vec<u32> = (0..self.stops as u32).collect();
            others.sort_by_key(|j| (if *j == i { -1 } else { self.time(i, *j).min(self.time(*j, i)) }, *j));
            others
        };
        (0..self.stops as u32).map(near).collect()
    }
}
