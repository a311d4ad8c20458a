"""
The exporting room: the analysed answers for SPSS, Stata, jamovi and R, and the model as a script that reruns it.

What is not declared is not read, and so cannot leave; respondents' ids, and groups that look personal, stay behind.
"""
