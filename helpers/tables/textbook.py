"""The textbook table of two industries that lesson 0.3 works by hand. Miller and Blair (2009), chapter 2."""

import numpy as np

SOURCE = "the textbook table of Miller and Blair (2009), chapter 2"
Z = np.array([[150.0, 500.0], [200.0, 100.0]])  # sales between the two industries, dollars
X = np.array([1000.0, 2000.0])  # their output, dollars
