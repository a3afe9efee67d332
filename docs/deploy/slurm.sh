#!/bin/sh
# One cell of a planned sweep a job; the array's index is the cell's number.
#SBATCH --job-name=pullsim
#SBATCH --cpus-per-task=1
#SBATCH --mem=4G
#SBATCH --requeue
#SBATCH --output=pullsim-%a.log
exec pullsim cell --results "${PULLSIM_RESULTS:-pullsim-results}"
