//! Published series, and what other packages say of them.

use proptest::prelude::*;

use super::ets::{Form, Noise, Season, Slope, choose, fit};
use super::*;

/// Annual flow of the Nile at Aswan, 1871–1970, 10⁸ m³: Cobb (1978), Biometrika 65(2), 243–251, table 1.
const NILE: [f64; 100] = [
    1120., 1160., 963., 1210., 1160., 1160., 813., 1230., 1370., 1140., 995., 935., 1110., 994., 1020., 960., 1180.,
    799., 958., 1140., 1100., 1210., 1150., 1250., 1260., 1220., 1030., 1100., 774., 840., 874., 694., 940., 833.,
    701., 916., 692., 1020., 1050., 969., 831., 726., 456., 824., 702., 1120., 1100., 832., 764., 821., 768., 845.,
    864., 862., 698., 845., 744., 796., 1040., 759., 781., 865., 845., 944., 984., 897., 822., 1010., 771., 676., 649.,
    846., 812., 742., 801., 1040., 860., 874., 848., 890., 744., 749., 838., 1050., 918., 986., 797., 923., 975., 815.,
    1020., 906., 901., 1170., 912., 746., 919., 718., 714., 740.,
];

/// International airline passengers by month, 1949–1960, thousands: Box & Jenkins, *Time Series Analysis* (1970), series G.
pub(super) const AIR: [f64; 144] = [
    112., 118., 132., 129., 121., 135., 148., 148., 136., 119., 104., 118., 115., 126., 141., 135., 125., 149., 170.,
    170., 158., 133., 114., 140., 145., 150., 178., 163., 172., 178., 199., 199., 184., 162., 146., 166., 171., 180.,
    193., 181., 183., 218., 230., 242., 209., 191., 172., 194., 196., 196., 236., 235., 229., 243., 264., 272., 237.,
    211., 180., 201., 204., 188., 235., 227., 234., 264., 302., 293., 259., 229., 203., 229., 242., 233., 267., 269.,
    270., 315., 364., 347., 312., 274., 237., 278., 284., 277., 317., 313., 318., 374., 413., 405., 355., 306., 271.,
    306., 315., 301., 356., 348., 355., 422., 465., 467., 404., 347., 305., 336., 340., 318., 362., 348., 363., 435.,
    491., 505., 404., 359., 310., 337., 360., 342., 406., 396., 420., 472., 548., 559., 463., 407., 362., 405., 417.,
    391., 419., 461., 472., 535., 622., 606., 508., 461., 390., 432.,
];

fn in_units(values: &[f64], unit: f64) -> Vec<f64> {
    values.iter().map(|value| value / unit).collect()
}

fn near(found: f64, expected: f64, relative: f64) -> bool {
    (found - expected).abs() <= relative * expected.abs()
}

/// statsmodels 0.15.0, `ETSModel(nile / 1000, initialization_method="estimated").fit()`.
#[test]
fn likelihoods_and_parameters_on_the_nile_are_those_of_statsmodels() {
    let y = in_units(&NILE, 1_000.0);
    let simple = fit(Form::SIMPLE, &y, 1).unwrap();
    assert!((simple.log_likelihood - 52.749_666).abs() < 1e-4, "{simple:?}");
    assert!((simple.smoothing.alpha - 0.245_728).abs() < 2e-3, "{simple:?}");
    assert!((simple.first_level - 1.110_745).abs() < 2e-3, "{simple:?}");
    let relative = fit(Form { noise: Noise::Multiplicative, ..Form::SIMPLE }, &y, 1).unwrap();
    assert!((relative.log_likelihood - 52.989_231).abs() < 1e-4, "{relative:?}");
    assert!((relative.smoothing.alpha - 0.151_22).abs() < 2e-3, "{relative:?}");
    let holt = fit(Form::HOLT, &y, 1).unwrap();
    assert!((holt.log_likelihood - 53.203_324).abs() < 0.05, "{holt:?}");
    // With a trend that is gone at once the damped model is the simple one: it cannot be less likely.
    assert!(fit(Form::DAMPED, &y, 1).unwrap().log_likelihood >= simple.log_likelihood);
}

/// `ETSModel` of statsmodels 0.15.0 stops at 135.08 for (M,A,M), with a season that moves; there is a higher top.
#[test]
fn airline_passengers_are_a_multiplicative_season() {
    let y = in_units(&AIR, 100.0);
    let chosen = choose(&y, 12).unwrap();
    assert_eq!((chosen.form.noise, chosen.form.season), (Noise::Multiplicative, Season::Multiplicative));
    assert_ne!(chosen.form.slope, Slope::None);
    assert!(chosen.log_likelihood > 135.08, "{chosen:?}");
    // statsforecast 2.1.1, `AutoETS(season_length=12)`.
    let known = [442.357, 428.267, 492.975, 477.370, 477.603, 535.858];
    for (found, known) in chosen.path(6).mean.iter().zip(known) {
        assert!(near(100.0 * found, known, 0.04), "{found} {known}");
    }
}

/// statsforecast 2.1.1, `Theta` and `DynamicOptimizedTheta` with `season_length=1`.
#[test]
fn thetas_on_the_nile_are_those_of_statsforecast() {
    let y = in_units(&NILE, 1_370.0);
    for (found, known) in theta(&y, 3).unwrap().mean.iter().zip([800.885, 799.528, 798.171]) {
        assert!(near(1_370.0 * found, known, 3e-3), "{} {known}", 1_370.0 * found);
    }
    for found in dynamic_theta(&y, 3).unwrap().mean {
        assert!(near(1_370.0 * found, 798.230, 0.01), "{}", 1_370.0 * found);
    }
}

#[test]
fn the_dam_of_aswan_is_the_change_of_the_nile() {
    // 1898, the 28th year: Cobb (1978) and everybody since.
    let found = changes::changes(&NILE).unwrap();
    assert_eq!(found.iter().map(|change| change.at).collect::<Vec<_>>(), [28]);
    assert!(near(found[0].before, 1_097.75, 1e-3) && near(found[0].after, 849.97, 1e-3), "{found:?}");
}

fn of(values: &[f64], period: usize, horizon: usize) -> Result<Forecast, crate::Unanswerable> {
    forecast(Task { values, periods: &[period], horizon })
}

#[test]
fn the_last_two_years_of_the_airline_are_foreseen() {
    let answer = of(&AIR[..120], 12, 24).unwrap();
    assert!(answer.seasonal);
    let rolling = answer.rolling.unwrap();
    assert!(rolling.mase < rolling.naive_mase);
    let error = |mean: &[f64]| {
        mean.iter().zip(&AIR[120..]).map(|(said, came)| ((came - said) / came).abs()).sum::<f64>() / 24.0
    };
    let naive = seasonal_naive(&AIR[..120], 12, 24).mean;
    assert!(error(&answer.mean) < 0.12 && error(&answer.mean) < 0.8 * error(&naive), "{}", error(&answer.mean));
}

#[test]
fn less_than_two_years_claim_no_season() {
    assert!(!of(&AIR[..23], 12, 6).unwrap().seasonal);
}

#[test]
fn what_cannot_be_forecast_is_refused_and_the_rest_answered() {
    use crate::Unanswerable::{NotFinite, OutOfRange, TooLittle};
    assert_eq!(of(&[], 1, 3), Err(TooLittle { needed: 3, given: 0 }));
    assert_eq!(of(&[1.0, 2.0], 1, 3), Err(TooLittle { needed: 3, given: 2 }));
    assert_eq!(of(&[1.0, f64::NAN, 2.0], 1, 3), Err(NotFinite));
    assert_eq!(of(&[1.0, 1.5, 2.0], 1, 0), Err(OutOfRange { what: "horizon" }));
    for constant in [vec![0.0; 30], vec![7.0; 30], vec![-3.0; 5], vec![1e300; 40], vec![5e-324; 20]] {
        let answer = of(&constant, 12, 5).unwrap();
        assert!(answer.mean.iter().all(|m| near(*m, constant[0], 1e-6)), "{constant:?} {:?}", answer.mean);
    }
    let huge: Vec<f64> = (0..40).map(|t| if t % 2 == 0 { 1e300 } else { -1.7e308 }).collect();
    assert!(of(&huge, 4, 50).unwrap().interval95.iter().all(|i| i.low.is_finite() && i.high.is_finite()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn forecasts_are_finite_and_intervals_nested(
        values in prop::collection::vec(prop_oneof![-1e3..1e3_f64, Just(0.0), -1e300..1e300_f64], 3..60),
        period in 0_usize..15,
        horizon in 1_usize..20,
    ) {
        let answer = of(&values, period, horizon).unwrap();
        prop_assert_eq!(answer.mean.len(), horizon);
        for h in 0..horizon {
            let (i80, i95, mean) = (answer.interval80[h], answer.interval95[h], answer.mean[h]);
            prop_assert!(i95.low.is_finite() && i95.high.is_finite() && mean.is_finite());
            prop_assert!(i95.low <= i80.low && i80.low <= mean && mean <= i80.high && i80.high <= i95.high);
        }
        if let Some(rolling) = answer.rolling {
            prop_assert!(rolling.mase.is_finite() && rolling.mase <= rolling.naive_mase);
        }
    }

    #[test]
    fn scaling_a_series_scales_its_forecast(
        values in prop::collection::vec(1.0..100.0_f64, 8..50),
        power in -30_i32..30,
    ) {
        let factor = 2_f64.powi(power);
        let (plain, scaled) = (of(&values, 4, 6).unwrap(), of(&in_units(&values, 1.0 / factor), 4, 6).unwrap());
        prop_assert_eq!(plain.method, scaled.method);
        for (a, b) in plain.mean.iter().zip(&scaled.mean) {
            prop_assert!(near(a * factor, *b, 1e-9));
        }
    }

    #[test]
    fn moving_a_series_moves_the_additive_methods(values in prop::collection::vec(0.0..1.0_f64, 12..50), by in 0.0..2.0_f64) {
        let moved: Vec<f64> = values.iter().map(|y| y + by).collect();
        for form in [Form::SIMPLE, Form::HOLT, Form::DAMPED] {
            let (a, b) = (fit(form, &values, 1).unwrap(), fit(form, &moved, 1).unwrap());
            prop_assert!((a.log_likelihood - b.log_likelihood).abs() < 1e-6 * (1.0 + a.log_likelihood.abs()), "{:?}", form);
        }
    }
}

/// Coverage on wandering levels with known truth; the bench has the whole table.
#[test]
fn intervals_hold_what_they_say() {
    use rand::{RngExt as _, SeedableRng as _};
    let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(11);
    let (mut held80, mut held95, mut steps) = (0, 0, 0);
    for _ in 0..150 {
        let mut level = 50.0;
        // The sum of twelve uniform numbers less six is as good as normal.
        let mut normal = || (0..12).map(|_| rng.random::<f64>()).sum::<f64>() - 6.0;
        let series: Vec<f64> = (0..68)
            .map(|_| {
                let e = normal();
                let seen = level + e;
                level += 0.4 * e;
                seen
            })
            .collect();
        let answer = of(&series[..60], 1, 8).unwrap();
        for (h, came) in series[60..].iter().enumerate() {
            steps += 1;
            held80 += u32::from((answer.interval80[h].low..=answer.interval80[h].high).contains(came));
            held95 += u32::from((answer.interval95[h].low..=answer.interval95[h].high).contains(came));
        }
    }
    let share = |held| f64::from(held) / f64::from(steps);
    assert!((0.74..0.88).contains(&share(held80)), "{}", share(held80));
    assert!((0.91..0.98).contains(&share(held95)), "{}", share(held95));
}
