"""The public series that ship inside statsmodels and statsforecast, and what the peers forecast for any series.

    series.py public                         prints name,period,value rows of the public series, oldest first
    series.py statsforecast TRAIN HORIZONS   reads name,period,value rows, prints method,name,step,value rows
"""

import sys
import time

import numpy as np
import pandas as pd

YEAR, QUARTER, MONTH, WEEK = 1, 4, 12, 52


def public():
    from statsforecast.utils import AirPassengers
    from statsmodels import datasets
    from statsmodels.datasets import elec_equip

    yield "air_passengers", MONTH, AirPassengers
    yield "nile", YEAR, datasets.nile.load_pandas().data["volume"]
    yield "sunspots", YEAR, datasets.sunspots.load_pandas().data["SUNACTIVITY"]
    for frame, name, period in [
        (datasets.copper.load_pandas().data.drop(columns="TIME"), "copper", YEAR),
        (datasets.longley.load_pandas().data.drop(columns="YEAR"), "longley", YEAR),
        (datasets.macrodata.load_pandas().data.drop(columns=["year", "quarter"]), "macro", QUARTER),
        (datasets.interest_inflation.load_pandas().data[["Dp", "R"]], "interest", QUARTER),
        (datasets.danish_data.load_pandas().data.select_dtypes("number"), "danish", QUARTER),
        (elec_equip.load_pandas().data.select_dtypes("number"), "elec", MONTH),
    ]:
        for column in frame.columns:
            yield f"{name}_{column}", period, frame[column]
    grunfeld = datasets.grunfeld.load_pandas().data
    for firm, rows in grunfeld.groupby("firm"):
        for column in ["invest", "value", "capital"]:
            yield f"grunfeld_{firm}_{column}".replace(" ", "_"), YEAR, rows.sort_values("year")[column]
    fertility = datasets.fertility.load_pandas().data
    years = [c for c in fertility.columns if str(c).isdigit()]
    for _, row in fertility.iloc[::8].iterrows():
        values = row[years].dropna()
        if len(values) >= 50:
            yield f"fertility_{row['Country Code']}", YEAR, values
    elnino = datasets.elnino.load_pandas().data.drop(columns="YEAR")
    yield "elnino", MONTH, elnino.to_numpy().ravel()
    co2 = datasets.co2.load_pandas().data["co2"].interpolate()
    yield "co2_weekly", WEEK, co2
    yield "co2_monthly", MONTH, co2.resample("MS").mean()
    yield "co2_quarterly", QUARTER, co2.resample("QS").mean()


def peers(train, horizons):
    from statsforecast import StatsForecast
    from statsforecast.models import AutoETS, DynamicOptimizedTheta, SeasonalNaive, Theta

    frame = pd.read_csv(train, names=["unique_id", "period", "y"], dtype={"unique_id": str})
    horizons = dict(part.split("=") for part in horizons.split(","))
    for period, rows in frame.groupby("period"):
        rows = rows.drop(columns="period")
        rows["ds"] = rows.groupby("unique_id").cumcount()
        season = int(period)
        models = [
            SeasonalNaive(season, alias="seasonal_naive"),
            Theta(season, alias="theta"),
            DynamicOptimizedTheta(season, alias="dynamic_theta"),
            AutoETS(season if season <= 24 else 1, alias="ets"),
        ]
        for model in models:
            began = time.perf_counter()
            out = StatsForecast(models=[model], freq=1, n_jobs=2).forecast(df=rows, h=int(horizons[str(season)]))
            print(f"{model.alias} {season}: {time.perf_counter() - began:.1f} s", file=sys.stderr)
            out["step"] = out.groupby("unique_id").cumcount()
            for row in out.itertuples():
                print(f"{model.alias},{row.unique_id},{row.step},{getattr(row, model.alias)}")


if sys.argv[1] == "public":
    for name, period, values in public():
        for value in np.asarray(values, dtype=float):
            print(f"{name},{period},{value}")
else:
    peers(sys.argv[2], sys.argv[3])
