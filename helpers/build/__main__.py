import sys

from helpers.build.command import main

sys.exit(main())
