"""Lessons: files that ask, let predict, run, and show what came about beside what was said before."""

from ui.lessons.page import LessonsPage, charts

__all__ = ["LessonsPage", "charts"]
