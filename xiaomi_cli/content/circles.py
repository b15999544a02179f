"""Circles in links that should form a tree."""

from collections.abc import Iterator


def circles(targets: dict[str, list[str]]) -> Iterator[list[str]]:
    """Each circle that one link closes: the last of the list links to the first of it.

    Walks with its own stack, each link once, so that neither long chains nor many roads to one
    place cost more than a look at each link.
    """
    done: set[str] = set()
    for start in targets:
        path = [start]
        depth = {start: 0}
        waiting = [iter(targets[start])] if start not in done else []
        while waiting:
            target = next(waiting[-1], None)
            if target is None:
                waiting.pop()
                done.add(path[-1])
                del depth[path.pop()]
            elif target in depth:
                yield path[depth[target] :]
            elif target in targets and target not in done:
                depth[target] = len(path)
                path.append(target)
                waiting.append(iter(targets[target]))
