#!/usr/bin/env python3
"""Writes the table that the rows table-load and table-epoch of bench/compare read, the same file every time.

    /usr/bin/python3 bench/peers/rows.py table.csv

1,024,000 rows of 20 sites by turns, a row per minute: a site, a date, 13 numbers of which two are missing in places,
two categories of 8 and 40 words, and two targets, a number and a class. Needs numpy and pandas.
"""
import argparse
import os
import pathlib

import numpy
import pandas

ROWS, SITES, NUMBERS = 1_024_000, 20, 13
WEATHERS, MACHINES = 8, 40


def main():
    parser = argparse.ArgumentParser(description="Writes a table of a million rows.")
    parser.add_argument("file", type=pathlib.Path)
    file = parser.parse_args().file
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(f".{os.getpid()}")
    table().to_csv(unfinished, index=False, float_format="%.4f", date_format="%Y-%m-%d %H:%M")
    unfinished.replace(file)


def table():
    random = numpy.random.RandomState(1)
    numbers = random.standard_normal((ROWS, NUMBERS)) * random.uniform(1, 50, NUMBERS) + random.uniform(-9, 9, NUMBERS)
    weather, machine = random.randint(0, WEATHERS, ROWS), random.randint(0, MACHINES, ROWS)
    scaled = (numbers - numbers.mean(axis=0)) / numbers.std(axis=0)
    load = scaled @ random.standard_normal(NUMBERS) + scaled[:, 0] * scaled[:, 1] \
        + random.standard_normal(WEATHERS)[weather] + 2 * random.standard_normal(MACHINES)[machine]
    alarm = numpy.abs(scaled[:, 2]) + random.standard_normal(MACHINES)[machine] > 1
    load += random.standard_normal(ROWS)
    for column in (3, 7):
        numbers[random.uniform(size=ROWS) < 0.02, column] = numpy.nan
    return pandas.DataFrame({
        "site": [f"site-{row % SITES:02}" for row in range(ROWS)],
        "date": pandas.date_range("2024-01-01", periods=ROWS, freq="min"),
        **{f"n{column}": numbers[:, column] for column in range(NUMBERS)},
        "weather": numpy.array([f"weather-{index}" for index in range(WEATHERS)])[weather],
        "machine": numpy.array([f"machine-{index:02}" for index in range(MACHINES)])[machine],
        "load": 100 + 7 * load, "alarm": numpy.where(alarm, "yes", "no"),
    })


if __name__ == "__main__":
    main()
