//! Every method on one series: what each says of the steps to come.

use super::Method;
use crate::series::adjust::Adjusted;
use crate::series::ets::{Ets, Form, choose, fit_from};
use crate::series::naive::seasonal_naive;
use crate::series::path::Path;
use crate::series::season::{Kind, seasonal_indices};
use crate::series::theta::{dynamic_theta, theta};

/// What a fit to a part of the series found, so that the next one need not search again.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    ets: Option<Ets>,
}

/// Members of the median: methods that err differently.
const MEMBERS: [Method; 3] = [Method::Damped, Method::DynamicTheta, Method::Ets];

/// All that can be said by methods on `y` (oldest first, of order one, at least three), with seasons of `periods`.
///
/// The first is always the seasonal naive, the last always the median.
pub(super) fn candidates(y: &[f64], periods: &[usize], horizon: usize, known: &mut Known) -> Vec<(Method, Path)> {
    let adjusted = Adjusted::of(y, periods, horizon);
    let free = adjusted.values.as_slice();
    let back = |path: Path| adjusted.put_back(path);
    let smooth = |form| fit_from(form, free, None, None).map(|fitted| back(fitted.path(horizon)));
    let main = if adjusted.is_seasonal() { periods.first().copied().unwrap_or(1) } else { 1 };
    let mut all = vec![(Method::SeasonalNaive, seasonal_naive(y, main, horizon))];
    let ets = ets(y, free, &adjusted, periods, known).map(|(fitted, own_season)| {
        let path = fitted.path(horizon);
        if own_season { path } else { back(path) }
    });
    for (method, path) in [
        (Method::Simple, smooth(Form::SIMPLE)),
        (Method::Holt, smooth(Form::HOLT)),
        (Method::Damped, smooth(Form::DAMPED)),
        (Method::Theta, theta(free, horizon).map(back)),
        (Method::DynamicTheta, dynamic_theta(free, horizon).map(back)),
        (Method::Ets, ets),
    ] {
        all.extend(path.filter(Path::is_finite).map(|path| (method, path)));
    }
    let members: Vec<&Path> = all.iter().filter(|(m, _)| MEMBERS.contains(m)).map(|(_, path)| path).collect();
    if let Some(median) = Path::median(&members) {
        let half = Path::mean(&median, &all[0].1);
        all.extend([(Method::HalfNaive, half), (Method::Median, median)]);
    }
    all
}

/// The chosen form: the known one where there is one. Also whether the season is its own.
fn ets(y: &[f64], free: &[f64], adjusted: &Adjusted, periods: &[usize], known: &mut Known) -> Option<(Ets, bool)> {
    let period = match periods {
        [only] if adjusted.is_seasonal() => *only,
        _ => 1,
    };
    let own = (2..=crate::series::ets::LONGEST_SEASON).contains(&period);
    let y = if own { y } else { free };
    let again = known.ets.as_ref().and_then(|known| {
        use crate::series::ets::Season;
        let seasonal = match known.form.season {
            Season::None => None,
            Season::Additive => Some(seasonal_indices(y, period, Kind::Additive)?),
            Season::Multiplicative => Some(seasonal_indices(y, period, Kind::Multiplicative)?),
        };
        fit_from(known.form, y, seasonal.as_ref(), Some(&known.smoothing))
    });
    let fitted = again.or_else(|| choose(y, if own { period } else { 1 }))?;
    known.ets = Some(fitted.clone());
    Some((fitted, own))
}
