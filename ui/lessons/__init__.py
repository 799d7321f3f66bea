"""Lessons: files that ask, let predict, run, and show what came about beside what was said before."""

from ui.lessons.page import LessonsPage, shows

__all__ = ["LessonsPage", "shows"]
