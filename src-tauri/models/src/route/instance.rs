//! Problems in the layouts of the literature, from their text.

use super::problem::{Person, Problem, RouteError, Rule, Stop, Travel};

/// A layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Team orienteering with time windows (Righini & Salani 2009; Montemanni & Gambardella 2009): `k v N t`, a line that
    /// is not used, then N + 1 vertices with number, x, y, duration, prize, numbers that are not used, opening and
    /// closing.
    Toptw,
    /// Vehicle routing with time windows (Solomon 1987): a name, `VEHICLE` with number and capacity, `CUSTOMER` with
    /// number, x, y, demand, ready time, due date and service time.
    Solomon,
}

/// A text as a problem. The first vertex is where all routes start and end.
#[derive(Debug, Clone)]
pub struct Instance {
    /// The problem; its places are the vertices in their order.
    pub problem: Problem,
    /// The number of each stop in the text.
    pub vertices: Vec<i64>,
    /// Units of the problem in one unit of the text.
    pub scale: f64,
}

/// What can be said beside the text.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// How many routes there may be; 1 for [`Layout::Toptw`], as in the text for [`Layout::Solomon`].
    pub routes: Option<usize>,
    /// Decimals to which distances are truncated, 6 at most. The convention of the literature is 1 for the sets of
    /// Solomon, whose coordinates are whole, and 2 for those of Cordeau, whose coordinates are not.
    pub decimals: Option<u32>,
}

/// Why a text is no problem. Lines and columns count from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InstanceError {
    /// There is no text, or no line of numbers in it.
    #[error("there is nothing to read")]
    Empty,
    /// Something in a line that should be a finite number is not.
    #[error("line {line}, column {column}: not a number")]
    NotANumber {
        /// The line.
        line: u64,
        /// The column.
        column: u64,
    },
    /// The first numbers do not say how many vertices or vehicles there are.
    #[error("line {line}: the number of vertices or vehicles is not usable")]
    BadHeader {
        /// The line.
        line: u64,
    },
    /// A line has fewer or more numbers than its layout.
    #[error("line {line}: expected {columns}")]
    Columns {
        /// The line.
        line: u64,
        /// What was expected.
        columns: &'static str,
    },
    /// A prize or demand is not whole.
    #[error("line {line}: prizes and demands are whole numbers")]
    NotWhole {
        /// The line.
        line: u64,
    },
    /// There are fewer vertices than the text says, or not two.
    #[error("{given} vertices, {needed} are needed")]
    TooFew {
        /// What is needed.
        needed: usize,
        /// What there is.
        given: usize,
    },
    /// More decimals than can be counted.
    #[error("at most 6 decimals")]
    Decimals,
    /// The numbers were read, and make no sense together.
    #[error("line {line:?}: {error}")]
    Problem {
        /// The line, where the reason lies in one.
        line: Option<u64>,
        /// The number of the stop, where it is one.
        vertex: Option<i64>,
        /// The reason.
        error: RouteError,
    },
}

struct Vertex {
    line: u64,
    number: i64,
    at: (f64, f64),
    duration: f64,
    /// Prize or demand.
    amount: f64,
    opens: f64,
    closes: f64,
}

impl Instance {
    /// Reads a text.
    pub fn parse(text: &str, layout: Layout, options: &Options) -> Result<Self, InstanceError> {
        let (vertices, vehicles, capacity) = match layout {
            Layout::Toptw => (toptw(text)?, 1, 0.0),
            Layout::Solomon => solomon(text)?,
        };
        let whole = |v: &Vertex| v.at.0.fract() == 0.0 && v.at.1.fract() == 0.0;
        let decimals = options.decimals.unwrap_or(if vertices.iter().all(whole) { 1 } else { 2 });
        if decimals > 6 {
            return Err(InstanceError::Decimals);
        }
        let refuse = |error| refusal(error, &vertices);
        let travel = Travel::straight(&vertices.iter().map(|v| v.at).collect::<Vec<_>>(), decimals).map_err(refuse)?;
        let scale = 10f64.powi(decimals as i32);
        // A visit may not start a fraction of a unit too soon, nor end one too late.
        let up = |v: f64| (v * scale - 1e-6).ceil() as i64;
        let down = |v: f64| (v * scale + 1e-6).floor() as i64;
        let orienteering = layout == Layout::Toptw;
        let stop = |(place, v): (usize, &Vertex)| Stop {
            place,
            duration: up(v.duration),
            opens: up(v.opens),
            closes: down(v.closes),
            prize: if orienteering { v.amount as i64 } else { 0 },
            demand: if orienteering { 0 } else { v.amount as i64 },
            rule: if orienteering { Rule::May } else { Rule::Must },
            person: None,
        };
        let stops = vertices.iter().enumerate().skip(1).map(stop).collect();
        let depot = &vertices[0];
        let (from, until) = (up(depot.opens), down(depot.closes));
        let day = Person { start: 0, end: 0, from, until, capacity: capacity as i64 };
        // More routes than stops are never used.
        let people = vec![day; options.routes.unwrap_or(vehicles).min(vertices.len())];
        let problem = Problem::new(stops, people, travel).map_err(refuse)?;
        Ok(Self { problem, vertices: vertices.iter().skip(1).map(|v| v.number).collect(), scale })
    }
}

fn toptw(text: &str) -> Result<Vec<Vertex>, InstanceError> {
    let mut lines = numbered(text);
    let (line, head) = lines.next().ok_or(InstanceError::Empty)?;
    let count = match numbers(line, head)?.as_slice() {
        [_, _, count, ..] if (1.0..=1e5).contains(count) => *count as usize,
        _ => return Err(InstanceError::BadHeader { line }),
    };
    let vertex = |(line, text): (u64, &str)| {
        let [number, x, y, duration, amount, .., opens, closes] = numbers(line, text)?[..] else {
            return Err(InstanceError::Columns { line, columns: "number x y duration prize … opening closing" });
        };
        Vertex { line, number: number as i64, at: (x, y), duration, amount, opens, closes }.checked()
    };
    complete(lines.skip(1).take(count + 1).map(vertex).collect::<Result<_, _>>()?, count + 1)
}

fn solomon(text: &str) -> Result<(Vec<Vertex>, usize, f64), InstanceError> {
    let is_data = |text: &str| text.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    let mut lines = numbered(text).filter(|(_, text)| is_data(text));
    let (line, head) = lines.next().ok_or(InstanceError::Empty)?;
    let (vehicles, capacity) = match numbers(line, head)?.as_slice() {
        [vehicles, capacity] if (1.0..=1e5).contains(vehicles) => (*vehicles as usize, *capacity),
        _ => return Err(InstanceError::BadHeader { line }),
    };
    let vertex = |(line, text): (u64, &str)| {
        let [number, x, y, amount, opens, closes, duration] = numbers(line, text)?[..] else {
            return Err(InstanceError::Columns { line, columns: "number x y demand ready due service" });
        };
        Vertex { line, number: number as i64, at: (x, y), duration, amount, opens, closes }.checked()
    };
    Ok((complete(lines.map(vertex).collect::<Result<_, _>>()?, 2)?, vehicles, capacity))
}

impl Vertex {
    fn checked(self) -> Result<Self, InstanceError> {
        if self.amount.fract() == 0.0 { Ok(self) } else { Err(InstanceError::NotWhole { line: self.line }) }
    }
}

fn complete(vertices: Vec<Vertex>, needed: usize) -> Result<Vec<Vertex>, InstanceError> {
    let given = vertices.len();
    if given < needed { Err(InstanceError::TooFew { needed, given }) } else { Ok(vertices) }
}

fn numbered(text: &str) -> impl Iterator<Item = (u64, &str)> {
    (1..).zip(text.lines()).map(|(line, text)| (line, text.trim())).filter(|(_, text)| !text.is_empty())
}

fn numbers(line: u64, text: &str) -> Result<Vec<f64>, InstanceError> {
    let number = |(column, cell): (u64, &str)| {
        let number = cell.parse::<f64>().ok().filter(|number| number.is_finite());
        number.ok_or(InstanceError::NotANumber { line, column })
    };
    (1..).zip(text.split_whitespace()).map(number).collect()
}

fn refusal(error: RouteError, vertices: &[Vertex]) -> InstanceError {
    let at = match &error {
        RouteError::BadCoordinate { place } => vertices.get(*place),
        RouteError::OutOfReach { stop } => vertices.get(stop + 1),
        RouteError::OutOfRange { stop, .. } | RouteError::Reversed { stop, .. } => {
            vertices.get(stop.map_or(0, |stop| stop + 1))
        }
        _ => None,
    };
    InstanceError::Problem { line: at.map(|v| v.line), vertex: at.map(|v| v.number), error }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = "1 1 2 1\n0 0\n0 0 0 0 0 0 0 0 100\n1 3 4 2 7 1 1 1 0 50\n2 6 8 2 9 1 1 1 10 60\n";

    fn parse(text: &str) -> Result<Instance, InstanceError> {
        Instance::parse(text, Layout::Toptw, &Options::default())
    }

    #[test]
    fn distances_and_windows_are_in_the_same_units() {
        let read = parse(SMALL).unwrap();
        assert_eq!((read.scale, read.problem.travel().time(0, 1), read.vertices.as_slice()), (10.0, 50, &[1, 2][..]));
        let stop = read.problem.stops()[1];
        assert_eq!((stop.duration, stop.opens, stop.closes, stop.prize), (20, 100, 600, 9));
    }

    #[test]
    fn what_cannot_be_read_says_where() {
        assert_eq!(parse("").unwrap_err(), InstanceError::Empty);
        let with = |from: &str, to: &str| parse(&SMALL.replace(from, to)).unwrap_err();
        assert_eq!(with("3 4 2", "NaN 4 2"), InstanceError::NotANumber { line: 4, column: 2 });
        assert_eq!(with("1 1 2 1\n", "1 1 3 1\n"), InstanceError::TooFew { needed: 4, given: 3 });
        assert_eq!(with("1 1 2 1\n", "1 1\n"), InstanceError::BadHeader { line: 1 });
        assert!(matches!(with(" 1 1 1 0 50", ""), InstanceError::Columns { line: 4, .. }));
        assert_eq!(with("2 7 1", "2 7.5 1"), InstanceError::NotWhole { line: 4 });
        let reversed = with("10 60", "60 10");
        assert!(matches!(reversed, InstanceError::Problem { line: Some(5), vertex: Some(2), .. }), "{reversed:?}");
        let far = with("3 4 2", "3e300 4 2");
        let error = RouteError::BadCoordinate { place: 1 };
        assert_eq!(far, InstanceError::Problem { line: Some(4), vertex: Some(1), error });
    }
}
