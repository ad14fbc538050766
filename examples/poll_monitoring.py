#!/usr/bin/env python3
"""Watches Kilter over REST: health, performance and alerts at an interval; with alerts, what to do about them.

    python3 examples/poll_monitoring.py --url http://localhost:8000 --interval 60 --count 10

Needs nothing but Python 3.8. Ends after --count rounds (0: never) or by Ctrl-C; with 1 when the last round failed.
"""

import argparse
import json
import sys
import time
import urllib.error
import urllib.request


def get(url, path):
    """The JSON of a path; its own words where the server refuses."""
    try:
        with urllib.request.urlopen(url.rstrip("/") + path, timeout=30) as response:
            return json.load(response)
    except urllib.error.HTTPError as error:
        raise RuntimeError(f"{path}: {error.code} {json.load(error)['detail']}") from error


def describe(performance):
    """One line of figures; None where a figure has no predictions under it."""
    if performance["status"] == "no_data":
        return performance["message"]
    figures = ("total_predictions", "churn_rate", "avg_confidence", "avg_response_time", "error_rate")
    values = ", ".join(f"{name} {performance.get(name)}" for name in figures)
    return f"{performance['status']}: {values}"


def look(url, seen):
    """One round. `seen` keeps the alerts that were told of before."""
    print(f"health {get(url, '/health')['status']}")
    print(f"performance {describe(get(url, '/monitoring/performance'))}")
    found = get(url, "/monitoring/alerts")
    print(f"alerts {found['count']} in the last {found['time_period_hours']} hours")
    new = [alert for alert in found["alerts"] if (alert["type"], alert["timestamp"]) not in seen]
    for alert in new:
        seen.add((alert["type"], alert["timestamp"]))
        print(f"  {alert['severity']} {alert['type']} since {alert['timestamp']}: {alert['message']}")
    if new:
        for sentence in get(url, "/monitoring/report")["recommendations"]:
            print(f"  recommended: {sentence}")


def main():
    parser = argparse.ArgumentParser(description="Watches Kilter over REST.")
    parser.add_argument("--url", default="http://localhost:8000")
    parser.add_argument("--interval", type=float, default=60, help="seconds between two rounds")
    parser.add_argument("--count", type=int, default=0, help="rounds; 0: until Ctrl-C")
    options = parser.parse_args()
    seen = set()
    done = 0
    while True:
        failed = False
        try:
            look(options.url, seen)
        except (RuntimeError, OSError, ValueError) as error:
            failed = True
            print(f"failed: {error}", file=sys.stderr)
        sys.stdout.flush()
        done += 1
        if done == options.count:
            return int(failed)
        time.sleep(options.interval)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(0)
