"""The analysis against real bash, and its structure against other readers."""
