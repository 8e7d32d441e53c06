"""The rules of tools/tidy.py, one idea a module; each rule is a function from files to findings."""
