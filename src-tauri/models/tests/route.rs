//! Plans against the independent checker, the literature, and each other.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use kehu_models::route::{
    Bound, Instance, Layout, Options, Person, Plan, Problem, RouteError, Rule, Stop, Travel, Violation, Watch, bound,
    check, search,
};
use proptest::prelude::*;

fn solve(problem: &Problem, seed: u64, steps: u64) -> Result<Plan, RouteError> {
    let spent = &mut |done: u64| done as f64 / steps as f64;
    search(problem, seed, &mut Watch { spent, improved: &mut |_| {} })
}

/// Proves for as long as it takes to generate so many routes.
fn prove(problem: &Problem, plan: &Plan, routes: u64) -> Bound {
    bound(problem, plan, &mut |generated| generated as f64 / routes as f64)
}

fn instance(set: &str, name: &str, routes: Option<usize>) -> Problem {
    let path = format!("{}/tests/fixtures/routing/{set}/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    let layout = if set == "toptw" { Layout::Toptw } else { Layout::Solomon };
    let text = std::fs::read_to_string(path).unwrap();
    Instance::parse(&text, layout, &Options { routes, decimals: None }).unwrap().problem
}

#[test]
fn known_optima_are_reached_and_bounds_agree() {
    for (name, routes, best) in [("c101", 1, 320), ("r105", 1, 247), ("pr01", 1, 308), ("c101", 2, 590)] {
        let problem = instance("toptw", name, Some(routes));
        let plan = solve(&problem, 1, 60_000).unwrap();
        let table = check(&problem, &plan.routes).unwrap();
        assert_eq!((table.prize, table.travel), (plan.prize, plan.travel));
        assert_eq!(plan.prize, best, "{name} {routes}");
        assert_eq!(prove(&problem, &plan, 20_000), Bound::Prize(best), "{name} {routes}");
    }
    for (name, best) in [("c101", 8_273), ("r101", 16_377), ("r105", 13_553)] {
        let problem = instance("solomon", name, None);
        let plan = solve(&problem, 1, 60_000).unwrap();
        let table = check(&problem, &plan.routes).unwrap();
        assert_eq!(table.travel, plan.travel);
        assert!(plan.travel >= best && plan.travel * 1_000 <= best * 1_010, "{name}: {}", plan.travel);
        let Bound::Travel(least) = prove(&problem, &plan, 20_000) else { panic!("{name} bounds travel") };
        assert!(least <= best && least * 100 >= best * 98, "{name}: {least}");
    }
}

#[test]
fn a_seed_and_a_number_of_steps_give_one_plan() {
    let problem = instance("toptw", "pr01", Some(2));
    let (a, b, c) = (solve(&problem, 7, 3_000), solve(&problem, 7, 3_000), solve(&problem, 8, 3_000));
    assert_eq!(a, b);
    assert_ne!(a.unwrap().routes, c.unwrap().routes);
}

#[test]
fn the_first_plan_is_there_before_the_first_step_and_each_next_is_better() {
    let problem = instance("solomon", "r105", None);
    let mut seen: Vec<Plan> = Vec::new();
    let plan = {
        let mut watch =
            Watch { spent: &mut |done| done as f64 / 2_000.0, improved: &mut |plan| seen.push(plan.clone()) };
        search(&problem, 1, &mut watch).unwrap()
    };
    assert_eq!(seen[0].steps, 0);
    assert!(seen.windows(2).all(|w| w[1].travel < w[0].travel));
    assert_eq!(seen.last().unwrap().routes, plan.routes);
    // Cancelled at once: still a plan.
    assert!(search(&problem, 1, &mut Watch { spent: &mut |_| 1.0, improved: &mut |_| {} }).is_ok());
}

fn stop(place: usize, opens: i64, closes: i64) -> Stop {
    Stop { place, duration: 10, opens, closes, prize: 5, demand: 1, rule: Rule::May, person: None }
}

const DAY: Person = Person { start: 0, end: 0, from: 0, until: 100, capacity: 10 };

fn line(places: usize) -> Travel {
    Travel::straight(&(0..places).map(|i| (i as f64, 0.0)).collect::<Vec<_>>(), 0).unwrap()
}

#[test]
fn appointments_lunch_and_forbidden_stops_are_kept() {
    let must = |s: Stop| Stop { rule: Rule::Must, ..s };
    let stops = vec![
        must(Stop { person: Some(1), ..stop(1, 30, 30) }),
        must(Stop { person: Some(0), duration: 30, prize: 0, ..stop(2, 40, 60) }),
        Stop { rule: Rule::Never, prize: 1_000, ..stop(3, 0, 100) },
        stop(4, 0, 100),
        stop(5, 0, 100),
    ];
    let people = vec![DAY, Person { end: 5, until: 60, ..DAY }];
    let problem = Problem::new(stops, people, line(6)).unwrap();
    let plan = solve(&problem, 1, 2_000).unwrap();
    let table = check(&problem, &plan.routes).unwrap();
    assert_eq!(plan.prize, 15);
    assert!(table.visits[1].iter().any(|visit| visit.stop == 0 && visit.starts == 30));
    assert!(table.visits[0].iter().any(|visit| visit.stop == 1));
    assert!(plan.routes.iter().flatten().all(|stop| *stop != 2));
}

#[test]
fn what_cannot_be_planned_has_a_reason() {
    let must = |s: Stop| Stop { rule: Rule::Must, ..s };
    let with = |stops: Vec<Stop>, people: Vec<Person>| Problem::new(stops, people, line(200));
    let late = with(vec![must(stop(199, 0, 100))], vec![DAY]);
    assert_eq!(late, Err(RouteError::OutOfReach { stop: 0 }));
    assert_eq!(with(vec![stop(1, 0, 9)], vec![]), Err(RouteError::Nobody));
    let backwards = with(vec![stop(1, 9, 0)], vec![DAY]);
    assert_eq!(backwards, Err(RouteError::Reversed { stop: Some(0), person: None }));
    assert_eq!(with(vec![stop(999, 0, 9)], vec![DAY]), Err(RouteError::Unknown { stop: Some(0), person: None }));
    let huge = with(vec![Stop { prize: i64::MAX, ..stop(1, 0, 9) }], vec![DAY]);
    assert_eq!(huge, Err(RouteError::OutOfRange { stop: Some(0), person: None }));
    assert_eq!(Travel::straight(&[(0.0, f64::NAN)], 1), Err(RouteError::BadCoordinate { place: 0 }));
    assert_eq!(Travel::from_matrix(2, vec![0; 3]), Err(RouteError::NotSquare { needed: 4, given: 3 }));
    assert_eq!(Travel::from_matrix(1, vec![-1]), Err(RouteError::BadTravel { from: 0, to: 0 }));
    // Each alone is possible; both at the same moment are not.
    let clash = with(vec![must(stop(1, 50, 50)), must(stop(9, 50, 50))], vec![DAY]).unwrap();
    assert!(matches!(solve(&clash, 1, 500), Err(RouteError::DoNotFit { stops }) if stops.len() == 1));
    // Nothing to do is a plan.
    let nothing = with(vec![], vec![DAY]).unwrap();
    let plan = solve(&nothing, 1, 10).unwrap();
    assert_eq!((plan.routes.len(), plan.prize, prove(&nothing, &plan, 10)), (1, 0, Bound::Travel(0)));
}

#[test]
fn the_checker_names_what_is_wrong() {
    let must = Stop { rule: Rule::Must, ..stop(1, 0, 100) };
    let stops =
        vec![must, stop(2, 0, 10), Stop { demand: 99, ..stop(3, 0, 90) }, Stop { person: Some(1), ..stop(4, 0, 90) }];
    let problem = Problem::new(stops, vec![DAY, DAY], line(60)).unwrap();
    let wrong = |routes: [&[usize]; 2]| check(&problem, &routes.map(<[usize]>::to_vec)).unwrap_err();
    assert_eq!(wrong([&[1], &[]]), Violation::Missed { stop: 0 });
    assert_eq!(wrong([&[0, 0], &[]]), Violation::Twice { stop: 0 });
    assert_eq!(wrong([&[0, 3], &[]]), Violation::WrongPerson { stop: 3, person: 0 });
    assert_eq!(wrong([&[0, 2], &[]]), Violation::Overloaded { person: 0 });
    assert_eq!(wrong([&[9], &[]]), Violation::NotAllowed { stop: 9 });
    assert_eq!(wrong([&[0], &[3, 1]]), Violation::TooLate { stop: 1, person: 1 });
    assert_eq!(check(&problem, &[]), Err(Violation::Routes { people: 2, given: 0 }));
    assert!(check(&problem, &[vec![0], vec![3]]).is_ok());
}

/// The direct way from one stop to another is longer than the way through a third between them, and the first opens
/// when setting out from it directly is already too late.
#[test]
fn a_stop_taken_out_of_the_middle_makes_nobody_late() {
    let stop = |place, duration, (opens, closes), prize, demand, person| Stop {
        place,
        duration,
        opens,
        closes,
        prize,
        demand,
        rule: Rule::May,
        person,
    };
    let stops = vec![
        stop(1, 0, (0, 22), 4, 2, None),
        stop(3, 3, (133, 133), 3, 4, Some(1)),
        stop(0, 0, (143, 148), 1, 4, Some(1)),
        stop(2, 0, (0, 41), 2, 3, None),
        stop(2, 6, (101, 149), 2, 3, Some(1)),
        stop(0, 0, (3, 42), 2, 4, Some(1)),
    ];
    let people = vec![
        Person { start: 0, end: 0, from: 0, until: 60, capacity: 3 },
        Person { start: 3, end: 0, from: 29, until: 178, capacity: 11 },
    ];
    let mut times = vec![0; 36];
    (times[2], times[15], times[18], times[20]) = (2, 27, 11, 14);
    let problem = Problem::new(stops, people, Travel::from_matrix(6, times).unwrap()).unwrap();
    for seed in 0..50 {
        let plan = solve(&problem, seed, 400).unwrap();
        assert_eq!(check(&problem, &plan.routes).unwrap().prize, plan.prize, "{seed}");
    }
}

/// Anything goes: one-way streets, short cuts through a third place, windows of a moment, people who end elsewhere.
fn problems() -> impl Strategy<Value = Problem> {
    let stop = (0usize..6, 0i64..15, 0i64..150, 0i64..80, 0i64..20, 0i64..5, 0u8..10, 0usize..6);
    let make = |(place, duration, opens, width, prize, demand, rule, person): (_, _, i64, i64, _, _, u8, usize)| Stop {
        place,
        duration,
        opens,
        closes: opens + width,
        prize,
        demand,
        rule: if rule == 0 {
            Rule::Must
        } else if rule == 1 {
            Rule::Never
        } else {
            Rule::May
        },
        person: (person < 2).then_some(person),
    };
    let person = (0usize..6, 0usize..6, 0i64..60, 60i64..250, 3i64..15);
    let day = |(start, end, from, until, capacity)| Person { start, end, from, until, capacity };
    let stops = prop::collection::vec(stop.prop_map(make), 1..9);
    let people = prop::collection::vec(person.prop_map(day), 2..4);
    let travel = prop::collection::vec(0i64..60, 36).prop_map(|times| Travel::from_matrix(6, times).unwrap());
    (stops, people, travel)
        .prop_filter_map("a must out of reach", |(stops, people, travel)| Problem::new(stops, people, travel).ok())
}

/// The most prize over all plans, by trying all.
fn most_prize(problem: &Problem, routes: &mut Vec<Vec<usize>>, left: &[usize]) -> Option<i64> {
    let mut best = check(problem, routes).ok().map(|table| table.prize);
    for person in 0..routes.len() {
        for (index, stop) in left.iter().enumerate() {
            routes[person].push(*stop);
            let rest: Vec<usize> = left[..index].iter().chain(&left[index + 1..]).copied().collect();
            // Later people only: each plan is tried once.
            let grows = routes[person + 1..].iter().all(Vec::is_empty)
                && !matches!(check(problem, routes), Err(Violation::TooLate { .. }));
            if grows {
                best = best.max(most_prize(problem, routes, &rest));
            }
            routes[person].pop();
        }
    }
    best
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn plans_can_be_driven_and_lie_between_the_first_plan_and_the_bound(problem in problems(), seed in 0u64..100) {
        match solve(&problem, seed, 400) {
            Ok(plan) => {
                let table = check(&problem, &plan.routes);
                prop_assert!(table.is_ok(), "{:?}", table);
                let table = table.unwrap();
                prop_assert_eq!((table.prize, table.travel), (plan.prize, plan.travel));
                match prove(&problem, &plan, 500) {
                    Bound::Prize(most) => prop_assert!(most >= plan.prize),
                    Bound::Travel(least) => prop_assert!(least <= plan.travel),
                }
            }
            Err(RouteError::DoNotFit { stops }) => prop_assert!(!stops.is_empty()),
            Err(other) => prop_assert!(false, "{}", other),
        }
    }

    #[test]
    fn no_plan_at_all_beats_the_bound(problem in problems()) {
        let wanted = |i: &usize| {
            let stop = &problem.stops()[*i];
            let pays = stop.rule == Rule::Must || (stop.rule == Rule::May && stop.prize > 0);
            pays && (0..problem.people().len()).any(|person| problem.reaches(person, *i))
        };
        let stops: Vec<usize> = (0..problem.stops().len()).filter(wanted).take(5).collect();
        let must_left = (0..problem.stops().len()).any(|i| problem.stops()[i].rule == Rule::Must && !stops.contains(&i));
        let optional = stops.iter().any(|i| problem.stops()[*i].rule == Rule::May && problem.stops()[*i].prize > 0);
        prop_assume!(!must_left && optional);
        let best = most_prize(&problem, &mut vec![Vec::new(); problem.people().len()], &stops);
        if let (Some(best), Ok(plan)) = (best, solve(&problem, 1, 1_000))
            && let Bound::Prize(most) = prove(&problem, &plan, 2_000)
        {
            prop_assert!(most >= best, "bound {} below {}", most, best);
        }
    }
}
