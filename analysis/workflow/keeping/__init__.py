"""
What is kept between runs, where it lies, and how it is known to be still true.

- `cache`: chapters already run: kept under the fingerprint of all they depend on, so that a changed sentence reruns
  none
- `fingerprints`: fingerprints
- `locks`: one run at a time works on the studies of one name: a second one waits, and finds the first one's report
- `places`: where a study's things lie: two studies of one folder name have two reports and two caches
- `provenance`: where a report comes from: data, codebook, settings, code, packages and machine, and fingerprints of its
  own files
- `publish`: a run is built in a new folder and switched in at the end: a failed run never harms the last good report
"""
