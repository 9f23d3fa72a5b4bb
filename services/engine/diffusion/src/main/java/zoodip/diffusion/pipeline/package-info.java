/** The families of models, told apart by the pipeline that their model_index.json names. */
package zoodip.diffusion.pipeline;
