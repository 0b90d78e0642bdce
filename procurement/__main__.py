"""Run `python -m procurement` as the command `kravspor`."""

from procurement.cli import main

if __name__ == "__main__":
    main()
