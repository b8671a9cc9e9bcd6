"""Peers on Solomon's instances, one thread: route.py SECONDS FILE…

Prints "peer name distance seconds" with distances in tenths, each leg truncated to one decimal; a peer that is not
installed prints "peer - missing -".
"""

import math
import sys
import time
from pathlib import Path


def read(path):
    rows = [line.split() for line in Path(path).read_text().splitlines()]
    rows = [[int(float(x)) for x in row] for row in rows if row and row[0].lstrip("-").isdigit()]
    (vehicles, capacity), stops = rows[0], rows[1:]
    legs = [[int(10 * math.hypot(a[1] - b[1], a[2] - b[2]) + 1e-9) for b in stops] for a in stops]
    return vehicles, capacity, stops, legs


def pyvrp(problem, seconds):
    from pyvrp import Model
    from pyvrp.stop import MaxRuntime

    vehicles, capacity, stops, legs = problem
    model = Model()
    depot = stops[0]
    place = [model.add_location(x, y) for _, x, y, *_ in stops]
    model.add_depot(place[0], tw_early=10 * depot[4], tw_late=10 * depot[5])
    for at, (_, _, _, demand, opens, closes, service) in zip(place[1:], stops[1:]):
        windows = dict(tw_early=10 * opens, tw_late=10 * closes)
        model.add_client(at, delivery=demand, service_duration=10 * service, **windows)
    model.add_vehicle_type(vehicles, capacity=capacity, tw_early=10 * depot[4], tw_late=10 * depot[5])
    for i, a in enumerate(place):
        for j, b in enumerate(place):
            model.add_edge(a, b, distance=legs[i][j], duration=legs[i][j])
    found = model.solve(stop=MaxRuntime(seconds), seed=1, display=False)
    return int(found.cost()) if found.is_feasible() else None


def pyvroom(problem, seconds):
    import datetime

    import numpy
    import vroom

    vehicles, capacity, stops, legs = problem
    instance = vroom.Input()
    instance.set_durations_matrix("car", numpy.array(legs, dtype=numpy.uint32))
    hours = (10 * stops[0][4], 10 * stops[0][5])
    for i in range(vehicles):
        instance.add_vehicle(vroom.Vehicle(i, start=0, end=0, capacity=[capacity], time_window=hours))
    for number, _, _, demand, opens, closes, service in stops[1:]:
        windows = [(10 * opens, 10 * closes)]
        job = vroom.Job(number, location=number, delivery=[demand], default_service=10 * service, time_windows=windows)
        instance.add_job(job)
    found = instance.solve(exploration_level=5, nb_threads=1, timeout=datetime.timedelta(seconds=seconds))
    return found.summary.cost if found.summary.unassigned == 0 else None


def ortools(problem, seconds):
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2

    vehicles, capacity, stops, legs = problem
    manager = pywrapcp.RoutingIndexManager(len(stops), vehicles, 0)
    routing = pywrapcp.RoutingModel(manager)
    node = manager.IndexToNode
    leg = routing.RegisterTransitCallback(lambda i, j: legs[node(i)][node(j)])
    routing.SetArcCostEvaluatorOfAllVehicles(leg)
    busy = routing.RegisterTransitCallback(lambda i, j: legs[node(i)][node(j)] + 10 * stops[node(i)][6])
    load = routing.RegisterUnaryTransitCallback(lambda i: stops[node(i)][3])
    routing.AddDimension(busy, 10**6, 10 * stops[0][5], False, "time")
    routing.AddDimension(load, 0, capacity, True, "load")
    clock = routing.GetDimensionOrDie("time")
    for stop in stops[1:]:
        clock.CumulVar(manager.NodeToIndex(stop[0])).SetRange(10 * stop[4], 10 * stop[5])
    options = pywrapcp.DefaultRoutingSearchParameters()
    options.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    options.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    options.time_limit.FromMilliseconds(int(1000 * seconds))
    found = routing.SolveWithParameters(options)
    return found.ObjectiveValue() if found else None


def main():
    seconds = float(sys.argv[1])
    for solve in (pyvrp, pyvroom, ortools):
        for path in sys.argv[2:]:
            begin = time.perf_counter()
            try:
                distance = solve(read(path), seconds)
            except ImportError:
                print(solve.__name__, "-", "missing", "-", flush=True)
                break
            print(solve.__name__, Path(path).stem, distance, round(time.perf_counter() - begin, 2), flush=True)


main()
