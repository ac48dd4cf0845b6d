"""Numbers that move on open pages. Actions call `changed`; sockets hear of it through the broadcaster."""

from participation.live.wake import changed, close_person

__all__ = ["changed", "close_person"]
