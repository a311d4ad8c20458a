"""How fast and how right: the estimators beside R's psych and lavaan, and against populations that are known."""
